"""What the last look at the output bytes is told of a case: its units and names, and what the plan publishes."""

from __future__ import annotations

from mingjing.disclosure import queries, residue
from mingjing.disclosure.models import Publication
from mingjing.disclosure.pages import line
from mingjing.disclosure.pages.formats import Outputs
from mingjing.law.kinds import PartyKind


def scan(publication: Publication, outputs: Outputs, classes: dict[str, str]) -> None:
    """Read what would go out again. Raises Residue naming the output, never the value."""
    organ, parties = publication.case.organ, publication.case.parties.all()
    public = [organ.name, organ.address, organ.reconsideration_body, organ.court]
    public += [publication.decision.number]
    public += [n for h in line.handlers(publication) for n in (h["name"], h["number"])]
    names = [p.name for p in parties if p.kind == PartyKind.PERSON]
    residue.scan(outputs, queries.units_of(publication), classes, names=names, public=public, phones=[organ.phone])
