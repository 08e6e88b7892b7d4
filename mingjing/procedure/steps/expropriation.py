"""房屋征收: what is announced of the project, the file of each household, agreement or decision (条例10–29)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingjing.cases.models import Party
from mingjing.law import requisition_gates
from mingjing.law.kinds import ActKind, Doc, ServiceMode, Step
from mingjing.law.levy_gates import day, yuan
from mingjing.procedure import limits, money, opening
from mingjing.procedure.models import Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import decision
from mingjing.procedure.steps.levying import minute, numbered, past
from mingjing.procedure.taking import Taking


def _cells(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as a paper keeps them: text in every cell."""
    return [{name: str(value) for name, value in row.items() if value not in ("", None)} for row in rows]


def publish_plan(t: Taking) -> None:
    """Thirty days for opinions from the day it is published; a plan published again runs anew (条例10②)."""
    if t.values["sign_until"] <= t.on:
        raise FormIncomplete({"sign_until": "签约期限要在今天以后"})
    numbered(t)
    due = limits.end("plan.comments", t.on)
    t.paper(Doc.PLAN_NOTICE, until=due.isoformat(), **t.fields(Doc.PLAN_NOTICE))


def hold_hearing(t: Taking) -> None:
    past(t, "held_at")
    t.paper(Doc.PLAN_HEARING, **{**t.fields(Doc.PLAN_HEARING), "held_at": minute(t.values["held_at"])})


def record_funds(t: Taking) -> None:
    before = sum(x.values["amount"] for x in t.facts.each(Step.RECORD_FUNDS))
    t.paper(Doc.FUNDS_RECORD, total=before + t.values["amount"], **t.fields(Doc.FUNDS_RECORD))


def survey(t: Taking) -> None:
    t.paper(Doc.SURVEY_NOTICE, houses=_cells(t.values["houses"]), place=t.values["place"])


def announce(t: Taking) -> None:
    """Announced at once, to all (条例13). It takes effect on everyone when the time in the announcement is over."""
    if t.values["until"] < t.on:
        raise FormIncomplete({"until": "公告期限不能早于今天"})
    d = t.seen.decision
    t.act.save(
        Service(
            case=t.case, version=d.version, mode=ServiceMode.ANNOUNCEMENT, place=t.values["place"][:200],
            carrier=t.values["place"][:200], acted_on=t.on, served_on=t.values["until"],
        )
    )  # fmt: skip
    t.case.served_on = t.values["until"]
    t.act.type = "decision.served"
    t.act.data |= {"decision": d.pk, "served_on": t.values["until"].isoformat(), "mode": str(ServiceMode.ANNOUNCEMENT)}
    for rule_id in ("remedy.reconsideration", "remedy.litigation"):
        limits.start(t.case, rule_id, on=t.values["until"])
    t.paper(Doc.EXPROPRIATION_NOTICE, until=t.values["until"].isoformat(), place=t.values["place"])


def open_household(t: Taking) -> None:
    """一户一档 (条例29): a case of its own for one household, which starts from what the project has settled."""
    name, seen = t.values["household"].strip(), {x.values["household"] for x in t.facts.each(Step.OPEN_HOUSEHOLD)}
    party = next((p for p in t.seen.parties if p.name == name), None)
    if party is None:
        listed = "、".join(p.name for p in t.seen.parties)
        raise FormIncomplete({"household": f"不在本项目被征收人名单中：{listed}"})
    if name in seen:
        raise FormIncomplete({"household": "这一户已经立档"})
    _begin(t, party)


def _begin(t: Taking, party: Party) -> None:
    plan, chosen = t.facts.last(Step.PUBLISH_PLAN), t.facts.last(Step.CHOOSE_APPRAISER)
    assert plan is not None and chosen is not None
    details = {
        "project": t.case.details["project"],
        "government": t.case.details["government"],
        "expropriation_number": t.seen.decision.number,
        "house": t.values["house"],
        "size": t.values["size"],
        "owner": t.values["owner"],
        "appraiser": chosen.values["appraiser"],
        "sign_until": day(plan.values["sign_until"]),
    }
    values = {
        **opening.carried(t.case), "found_on": t.on, "on": t.on, "place": t.values["house"], "details": details,
        "grave_rights": True, "public_interest": False, "social_risk": False, "complex_case": False,
        "parties": [opening.party_values(party)],
    }  # fmt: skip
    t.after.append(
        lambda: opening.begin(
            by=t.by, organ_id=t.case.organ_id, unit_id=t.case.unit_id, values=values, now=t.now, kind=ActKind.LEVY,
            procedure="compensation", origin=t.case, origin_kind="household",
        )
    )  # fmt: skip


def publish_households(t: Taking) -> None:
    t.paper(Doc.HOUSEHOLDS_NOTICE, rows=_cells(t.values["rows"]), place=t.values["place"])


# --- one household -------------------------------------------------------------------------------------------------


def appraise(t: Taking) -> None:
    numbered(t)
    t.paper(Doc.APPRAISAL_NOTICE, **t.fields(Doc.APPRAISAL_NOTICE))


def sign_agreement(t: Taking) -> None:
    """What both agree, item by item; the sum is that of the items, and money never below the appraisal (条例19①)."""
    v = t.values
    items = []
    for number, row in enumerate(v["items"], 1):
        try:
            items.append({"item": row["item"], "amount": money.fen(row.get("amount"))})
        except ValueError as wrong:
            raise FormIncomplete({"items": f"补偿内容第 {number} 行：{wrong}"}) from None
    total, worth = sum(i["amount"] for i in items), _worth(t)
    errors = {}
    if v["amount"] != total:
        errors["amount"] = f"补偿金额应等于各项之和 {yuan(total)}"
    elif v["way"] == "money" and total < worth:
        errors["amount"] = f"补偿金额低于评估价值 {yuan(worth)}"
    if v["move_until"] < t.on:
        errors["move_until"] = "搬迁期限不能早于今天"
    if errors:
        raise FormIncomplete(errors)
    t.values = {**v, "items": items}
    t.paper(Doc.COMPENSATION_AGREEMENT, **t.fields(Doc.COMPENSATION_AGREEMENT))


def _worth(t: Taking) -> int:
    last = t.facts.last(Step.APPRAISE)
    return int(last.values["value"]) if last else 0


def decide_compensation(t: Taking) -> None:
    """The reviewed text is issued; its sum and its term to move are kept for the gates of payment and of the court."""
    t.amount = 0  # it obliges the organ
    decision.decide(t)
    written = t.made[Doc.HOUSE_COMPENSATION].values
    total = sum(row["amount"] for row in written["items"])
    if written["amount"] != total:
        raise FormIncomplete({"amount": f"补偿决定书稿的补偿金额应等于各项之和 {yuan(total)}，改正后重新送审"})
    t.values = {**t.values, "amount": written["amount"], "move_until": written["move_until"]}


def announce_compensation(t: Taking) -> None:
    t.paper(Doc.COMPENSATION_NOTICE, place=t.values["place"])


def demand_move(t: Taking) -> None:
    decided = t.facts.last(Step.DECIDE_COMPENSATION)
    assert decided is not None
    t.paper(Doc.MOVE_DEMAND, move_until=decided.values["move_until"], paid=_paid(t))


def _paid(t: Taking) -> str:
    vouchers = "、".join(x.values["voucher"] for x in t.facts.each(Step.PAY_COMPENSATION))
    return f"已支付 {yuan(requisition_gates.compensated(t.facts))}（{vouchers}）"


def court_words(t: Taking) -> dict[str, Any]:
    """What an application about a household's move says of its compensation (条例28②)."""
    compensation = requisition_gates.compensation(t.facts)
    return {"matter": "house", "house": t.case.details["house"], "compensation": compensation}


WRITERS: dict[Step, Callable[[Taking], None]] = {
    Step.PUBLISH_PLAN: publish_plan,
    Step.HOLD_PLAN_HEARING: hold_hearing,
    Step.RECORD_FUNDS: record_funds,
    Step.SURVEY: survey,
    Step.ANNOUNCE_EXPROPRIATION: announce,
    Step.OPEN_HOUSEHOLD: open_household,
    Step.PUBLISH_HOUSEHOLDS: publish_households,
    Step.APPRAISE: appraise,
    Step.SIGN_AGREEMENT: sign_agreement,
    Step.DECIDE_COMPENSATION: decide_compensation,
    Step.ANNOUNCE_COMPENSATION: announce_compensation,
    Step.DEMAND_MOVE: demand_move,
}
