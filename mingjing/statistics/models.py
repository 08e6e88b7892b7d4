"""Tables of the statistics."""

from mingjing.statistics.analysis.models import Lead, LeadMove, Run

__all__ = ["Lead", "LeadMove", "Run"]
