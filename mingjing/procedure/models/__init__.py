"""What the procedure itself writes: notices, hearings, discussions, decisions, service, execution."""

from mingjing.procedure.models.decision import Decision, DecisionAnnulment, Discussion, Notice
from mingjing.procedure.models.draw import Draw, DrawTarget
from mingjing.procedure.models.execution import Demand, Filing, Measure, Payment, Service
from mingjing.procedure.models.licence import Application, Licence, Material
from mingjing.procedure.models.party import PartyFiling
from mingjing.procedure.models.plan import InspectionPlan, JointVisit, PlanRow
from mingjing.procedure.models.steps import (
    Correction,
    Hearing,
    Pause,
    Preservation,
    Recusal,
    Statement,
    StepTaken,
)

__all__ = [
    "Application",
    "Correction",
    "Decision",
    "DecisionAnnulment",
    "Demand",
    "Discussion",
    "Draw",
    "DrawTarget",
    "Filing",
    "Hearing",
    "InspectionPlan",
    "JointVisit",
    "Licence",
    "Material",
    "Measure",
    "Notice",
    "PartyFiling",
    "Pause",
    "Payment",
    "PlanRow",
    "Preservation",
    "Recusal",
    "Service",
    "Statement",
    "StepTaken",
]
