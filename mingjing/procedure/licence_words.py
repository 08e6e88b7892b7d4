"""What a licence case fills in by itself, under the source keys of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mingjing.clocks import queries as clocks
from mingjing.law.deadlines import resolve
from mingjing.law.kinds import Step
from mingjing.law.licence_gates import accepted_on
from mingjing.law.licence_item import FORMS
from mingjing.law.licence_items import item_on
from mingjing.law.register_gates import GROUNDS
from mingjing.procedure.licensing import licence_of, years_on
from mingjing.procedure.models import Application, Material

if TYPE_CHECKING:
    from mingjing.cases.models import Case
    from mingjing.procedure.facts import Gathered


def known(case: Case, seen: Gathered) -> dict[str, Any]:
    """Source keys of the licence forms; empty for a case of another act."""
    facts = seen.facts.licence
    if facts is None:
        return {}
    item, licence = facts.item, licence_of(case)
    application = Application.objects.filter(case=case).first()
    duty = clocks.obligation_of(case.pk, facts.decide_rule)
    accepted = accepted_on(seen.facts)
    answers = sum(1 for _ in seen.facts.each(Step.ANSWER_INTERESTED))
    found = {
        "licence.received_on": facts.received_on.isoformat(),
        "licence.accepted_on": accepted.isoformat() if accepted else None,
        "licence.query_code": application.code if application else None,
        "licence.materials": materials_rows(case),
        "licence.due": duty.rolled.isoformat() if duty else None,
        "licence.hearing": "held" if seen.facts.done(Step.HOLD_LICENCE_HEARING) else "none",
        "licence.views": f"对申请人、利害关系人提出的 {answers} 份意见，本机关均已书面答复。" if answers else "",
        **_hearing(seen),
    }
    if item:
        found |= {
            "licence.item": item.name,
            "licence.basis": item.basis,
            "licence.certificate": item.certificate,
            "licence.days": resolve(facts.decide_rule, facts.received_on).amount,
            "licence.promised": item.promised_days,
            "licence.term": f"自颁发许可证件之日起{item.years}年" if item.years else "没有固定期限",
        }
    if licence:
        later = years_on(licence.valid_to, item.years) if licence.valid_to and item and item.years else None
        found |= {
            "licence.number": licence.number,
            "licence.scope": licence.scope,
            "licence.valid_from": licence.valid_from.isoformat(),
            "licence.valid_to": licence.valid_to.isoformat() if licence.valid_to else None,
            "licence.new_valid_to": later.isoformat() if later else None,
        }
    if facts.matter in GROUNDS:
        name, choices = GROUNDS[facts.matter]
        found["licence.ground"] = dict(choices).get(case.details.get(name, ""), "")
    return found | _closing(case, seen)


def materials_rows(case: Case) -> list[dict[str, str]]:
    """The materials as the papers list them: name, form, how they came."""
    rows = []
    for row in Material.objects.filter(case=case).select_related("held_from"):
        item = item_on(case.details.get("item", ""), row.given_on)
        material = item.material(row.code) if item else None
        how = f"本机关已留存，取自 {row.held_from.number}" if row.held_from else f"{row.given_on} 提交"
        rows.append({"name": row.name, "form": FORMS[material.form] if material else "", "how": how})
    return rows


def _hearing(seen: Gathered) -> dict[str, Any]:
    told = seen.facts.last(Step.ANNOUNCE_LICENCE_HEARING)
    if told is None:
        return {}
    return {"licence.hearing_at": told.values["held_at"], "licence.hearing_host": told.values["host_name"]}


WORDS = {
    "licence_grant": "准予许可", "licence_refusal": "不予许可", "licence_change": "准予变更、延续",
    "licence_revocation": "撤销、撤回、注销许可",
}  # fmt: skip


def _closing(case: Case, seen: Gathered) -> dict[str, Any]:
    """What the closing sheet says of a licence."""
    if not case.decided_on:
        return {}
    kind = seen.decision.kind if seen.decision else ""
    issued = seen.facts.last(Step.ISSUE_CERTIFICATE)
    return {
        "case.result": "decided" if seen.decision else "deemed",
        "decision.text": WORDS.get(kind, "依法视为准予延续") + "。",
        "execution.detail": f"{issued.on} 颁发许可证件。" if issued else "决定书已送达。",
    }
