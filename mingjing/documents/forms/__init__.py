"""The prescribed documents of the ordinary penalty line, one ``Form`` for every member of ``law.kinds.Doc``."""

from __future__ import annotations

from mingjing.documents.forms import (
    annulment,
    approval,
    coercion,
    coercion_demand,
    coercion_execution,
    coercion_holding,
    compensation,
    decision,
    evidence,
    execution,
    expropriation,
    filing,
    inspection,
    levy,
    levy_collection,
    licence,
    licence_decisions,
    licence_examining,
    notice,
    on_the_spot,
    preservation,
    requisition,
    reviewing,
)
from mingjing.documents.forms.model import Element, Field, Form, Line, Signature, Type, Values, holds
from mingjing.law.kinds import Doc

__all__ = ["FORMS", "Doc", "Element", "Field", "Form", "Line", "Signature", "Type", "Values", "holds"]

FORMS: dict[Doc, Form] = {
    form.doc: form
    for module in (
        filing,
        evidence,
        preservation,
        reviewing,
        notice,
        decision,
        execution,
        approval,
        on_the_spot,
        inspection,
        licence,
        licence_decisions,
        licence_examining,
        levy,
        levy_collection,
        expropriation,
        compensation,
        requisition,
        coercion,
        coercion_holding,
        coercion_demand,
        coercion_execution,
        annulment,
    )
    for form in module.FORMS
}
