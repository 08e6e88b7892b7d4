"""行政检查: approval, the visit, its record, sampling, correction and recheck, and what goes on as a penalty."""

from __future__ import annotations

from typing import Any

from mingjing.cases import actions as cases
from mingjing.catalog import queries as catalog
from mingjing.documents import actions as documents
from mingjing.evidence import queries as gathered
from mingjing.evidence.models import EvidenceItem
from mingjing.law.inspection_gates import approved
from mingjing.law.kinds import ActKind, Doc, EvidenceKind, Step
from mingjing.law.visits import FITS, Result
from mingjing.procedure import limits, opening, papers
from mingjing.procedure.inputs.inspection import SHOWN
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import evidence, recording
from mingjing.procedure.taking import Taking


def approve(t: Taking) -> None:
    """The visit gets its number; what was approved is kept with the approval, whatever is edited later."""
    t.case.number = documents.issue_number(organ=t.case.organ, prefix=f"{t.case.organ.doc_prefix}检", year=t.on.year)
    t.case.filed_on = t.on
    t.paper(Doc.INSPECTION_APPROVAL, case_number=t.case.number, head_opinion=t.values["opinion"])
    kept = ("items", "planned_from", "planned_to", "notice", "unannounced_reason")
    t.values = {**t.values, **{name: t.case.details[name] for name in kept if name in t.case.details}}


def enter(t: Taking) -> None:
    """亮码亮证: what must be told was told, and how identity was shown."""
    v, errors = t.values, {}
    if not v["rights_told"]:
        errors["rights_told"] = "入企时应当告知检查事由、依据和权利义务，告知后再登记"
    if not v["bans_told"]:
        errors["bans_told"] = "入企时应当告知“五个严禁、八个不得”，告知后再登记"
    if v["recusal"] == "yes":
        errors["recusal"] = "被检查人申请回避的，先登记回避申请，由负责人决定"
    if limits.beijing_date(v["entered_at"]) != t.on or v["entered_at"] > t.now:
        errors["entered_at"] = "进入时间应为今天已经过去的时刻"
    if errors:
        raise FormIncomplete(errors)
    code = f"（检查码 {v['code']}）" if v.get("code") and v["shown"] == "scanned" else ""
    t.values = {**v, "shown_words": f"{dict(SHOWN)[v['shown']]}{code}"}


def record(t: Taking) -> None:
    """Every approved item is answered, and no other; a problem names what was broken."""
    found = t.values["items"]
    bad = [row for row in found if row.get("result") == "不符合"]
    _check(t, found, bad)
    if bad:
        t.case.violation, t.case.facts_found = t.values["violation"], t.values["violation"]
        t.case.act_ended_on = t.case.act_ended_on or t.on
        _cite(t)
    extra = {name: t.values[name] for name in ("statement", "remark", "recording", "present_name", "present_role")}
    t.paper(
        Doc.INSPECTION_RECORD,
        findings=found,
        started_at=t.values["started_at"].isoformat(timespec="minutes"),
        ended_at=t.values["ended_at"].isoformat(timespec="minutes"),
        **extra,
    )


def _check(t: Taking, found: list[dict[str, Any]], bad: list[dict[str, Any]]) -> None:
    v, errors = t.values, {}
    asked = [row["item"] for row in approved(t.facts).get("items", ())]
    missing = [item for item in asked if item not in {row["item"] for row in found}]
    beyond = [row["item"] for row in found if row["item"] not in asked]
    unclear = [row["item"] for row in found if row.get("result") not in FITS or not row.get("finding")]
    if missing:
        errors["items"] = f"还没有记录：{'、'.join(missing)}"
    elif beyond:
        errors["items"] = f"超出批准的检查事项：{'、'.join(beyond)}；需要检查的，另行报批"
    elif unclear:
        errors["items"] = f"写明检查情况，结论只能是{'、'.join(FITS)}：{'、'.join(unclear)}"
    if v["ended_at"] <= v["started_at"]:
        errors["ended_at"] = "结束时间应当晚于开始时间"
    elif v["ended_at"] > t.now:
        errors["ended_at"] = "结束时间不能晚于现在"
    if bad and v["proposal"] == Result.NONE:
        errors["proposal"] = f"有 {len(bad)} 项不符合，处理建议不能是“{Result.NONE.label}”"
    elif not bad and v["proposal"] != Result.NONE:
        errors["proposal"] = f"没有不符合的项目，处理建议应为“{Result.NONE.label}”"
    if bad and not (v.get("violation") or "").strip():
        errors["violation"] = "有不符合项的，写明违法事实摘要"
    if bad and not v.get("violated"):
        errors["violated"] = "有不符合项的，写明涉嫌违反的规定"
    if errors:
        raise FormIncomplete(errors)


def _cite(t: Taking) -> None:
    """The rules that were broken, as citations of the case: an order, a result and a penalty rest on them."""
    rows, errors = [], []
    for row in t.values["violated"]:
        statute = catalog.statute_titled(row["law"], t.on)
        if statute is None or not row.get("article"):
            errors.append(f"{row['law']}{row.get('article', '')}")
        else:
            rows.append({"statute": statute.pk, "article": row["article"], "role": "violated"})
    if errors:
        raise FormIncomplete({"violated": f"法规库没有或者没有写明条款：{'、'.join(errors)}；写全称和条款"})
    cases.record_edit(t.act, case=t.case, values={"citations": rows})


def give_result(t: Taking) -> None:
    """The result that was drafted is issued; what it says is kept with the step for the gates that follow."""
    recording.record(t)
    t.values = {**t.values, "result": t.made[Doc.INSPECTION_RESULT].values["result"]}


def order_correction(t: Taking) -> None:
    """An order to correct of any act; after a visit the recheck is due some days after the date it sets."""
    evidence.order_correction(t)
    if t.case.kind == ActKind.INSPECTION:
        limits.start(t.case, "inspection.recheck", on=t.values["due_on"])


def open_penalty(t: Taking) -> None:
    """立案查处: the penalty begins with what the visit found: party, facts, rules, officers, evidence, record."""
    power = _power(t)
    values = {
        **opening.carried(t.case),
        "power": power.pk,
        "cause": t.values["penalty_cause"],
        "source": "inspection",
        "clue": f"{t.case.number}检查发现：{t.case.violation}",
        "found_on": t.on,
        "on": t.on,
        "parties": [opening.party_values(p) for p in t.seen.parties],
    }
    items = [*_papers(t), *gathered.items(t.case.pk)]
    t.act.data["penalty"] = power.pk
    t.after.append(
        lambda: opening.begin(
            by=t.by, organ_id=t.case.organ_id, unit_id=t.case.unit_id, values=values, now=t.now,
            kind=ActKind.PENALTY, procedure="ordinary", origin=t.case, origin_kind="inspection", items=items,
        )
    )  # fmt: skip


def _power(t: Taking) -> Any:
    """The penalty of the organ's list that was named, by its name or code."""
    rows = list(catalog.powers(t.case.organ_id, t.on, ActKind.PENALTY))
    wanted = t.values["power"].strip()
    found = [p for p in rows if wanted in (p.code, p.name)] or [p for p in rows if wanted in p.name]
    if len(found) != 1:
        listed = "；".join(f"{p.code} {p.name}" for p in (found or rows)[:8])
        raise FormIncomplete({"power": f"写权责清单中的处罚事项名称或者编号：{listed}"})
    return found[0]


def _papers(t: Taking) -> list[EvidenceItem]:
    """The visit's own records as evidence of the penalty, bound by their hashes (行政处罚法46①八)."""
    kept = (Doc.INSPECTION_RECORD, Doc.INQUEST_RECORD, Doc.SAMPLING_RECORD)
    people = [h.person_id for h in t.seen.handlers]
    return [
        EvidenceItem(
            kind=EvidenceKind.INQUEST, title=v.document.title, proves=t.case.violation or t.case.cause,
            source=f"行政检查文书，正文摘要 {v.content_sha256}", obtained_on=v.issued_on or t.on,
            obtained_place=t.case.place, obtained_by=people, original_or_copy="original",
        )
        for v in papers.finals(t.case)
        if v.document.doc in kept
    ]  # fmt: skip


WRITERS = {
    Step.APPROVE_INSPECTION: approve,
    Step.ENTER: enter,
    Step.RECORD_INSPECTION: record,
    Step.ORDER_CORRECTION: order_correction,
    Step.RECHECK_INSPECTION: evidence.recheck,
    Step.GIVE_RESULT: give_result,
    Step.OPEN_PENALTY: open_penalty,
}
