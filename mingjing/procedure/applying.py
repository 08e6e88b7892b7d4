"""行政许可 from outside: an applicant without an account applies, asks, completes, withdraws (行政许可法29、32、33).

Who acts in the log is ``applicant`` in the column of the public: no person of the organ, so a step is kept without
one, and the officers are assigned at acceptance. The query code and the telephone number together open an application.
What time alone brings about (acceptance by silence, renewal by silence) stands in ``unmanned``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingjing.cases.models import Case, Party
from mingjing.catalog import queries as catalog
from mingjing.documents.models import DocumentVersion
from mingjing.law import procedures
from mingjing.law.kinds import ActKind, Doc, Role, Stage, Step
from mingjing.law.licence_facts import ON_APPLICATION, Matter
from mingjing.law.licence_gates import accepted_on
from mingjing.law.licence_item import LicenceItem
from mingjing.law.licence_items import item_on, items_on
from mingjing.ledger.actions import By
from mingjing.organs import queries as organs
from mingjing.procedure import licensing, limits, opening, papers, unmanned
from mingjing.procedure.facts import gather
from mingjing.procedure.licensing import APPLICANT
from mingjing.procedure.models import Application, Licence, Service
from mingjing.procedure.refusals import FormIncomplete
from mingjing.procedure.steps import WRITERS, recording

# Papers that are the applicant's the moment they are made; every other of its papers once it was served.
AT_ONCE = frozenset({Doc.MATERIALS_RECEIPT, Doc.CORRECTION_NOTICE, Doc.ACCEPTANCE_NOTICE})
# What goes to others about the same application, and what is of the inside.
NOT_FOR_APPLICANT = frozenset({Doc.INTERESTED_NOTICE, Doc.LICENCE_VIEWS_ANSWER, Doc.LICENCE_HEARING_ANNOUNCEMENT})


class NoSuchApplication(LookupError):
    """No application has this code and this telephone number: which of the two is wrong is not told."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant is given at once. ``missing``: required materials that were not handed in."""

    code: str
    number: int
    at: datetime
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How an application stands, as its applicant may see it. ``promised`` warns, ``due`` is the law's last day."""

    case_id: str
    organ: str
    phone: str
    item: str
    stage: str
    received_on: date
    accepted_on: date | None
    due: date | None
    promised: date | None
    stopped: bool
    corrections: tuple[Mapping[str, str], ...]
    papers: tuple[DocumentVersion, ...]
    may_supplement: bool
    may_withdraw: bool
    licence: str = ""


def offered(on: date) -> list[tuple[LicenceItem, list[tuple[str, str]]]]:
    """Items one can apply for today, each with the organs (id, name) whose list of powers has it."""
    found = []
    for item in items_on(on):
        rows = catalog.organs_with(ActKind.LICENCE, item.name, on)
        if rows:
            found.append((item, [(o.pk, o.name) for o in rows]))
    return found


def reusable(*, organ_id: str, item: str, applicant: Mapping[str, Any], on: date) -> dict[str, str]:
    """Materials of this item that the organ already holds of this applicant: code → number of the case (许33)."""
    found = item_on(item, on)
    kept = licensing.held(organ_id, _party(applicant))
    return {code: row.case.number for code, row in kept.items() if found and found.material(code)}


def apply_for_licence(
    *,
    organ_id: str,
    item: str,
    applicant: Mapping[str, Any],
    scope: str,
    place: str,
    materials: Sequence[Mapping[str, str]],
    phone: str,
    request: str,
    now: datetime,
    trade: str = "",
    agent_name: str = "",
) -> Receipt:
    """Receive an application from the counter. The same ``request`` twice gives the same receipt (double taps).

    ``applicant``: a party as ``open_case`` takes it. ``materials``: code with ``blob`` (hash of the store) or
    ``held_from`` (number of the earlier case it is taken from). Some may be missing: the organ then tells once what to
    complete; none at all is refused. Raises FormIncomplete, field → message.
    """
    if old := _sent(request):
        return old
    on = limits.beijing_date(now)
    row, power = item_on(item, on), None
    errors = wrong(phone, materials, row)
    if row is not None:
        power = catalog.power_named(organ_id, ActKind.LICENCE, row.name, on)
    if power is None:
        errors["item"] = "这个机关今天不办理这个事项，请在服务指南中选择"
    if not place.strip():
        errors["place"] = "填写从事活动的地点"
    if errors:
        raise FormIncomplete(errors)
    assert row is not None and power is not None
    values = {
        **_opening(power.pk, row.name, f"申请{row.name}：{scope}"[:300], applicant, on),
        "place": place,
        "details": {"item": item, "scope": scope, "trade": trade, "agent_name": agent_name},
        "application": {"channel": "online", "phone": phone, "request": request, "materials": list(materials)},
    }
    return _receipt(_begin(organ_id, "licence", values, now))


def ask_about_licence(
    *,
    organ_id: str,
    licence: str,
    matter: Matter,
    applicant: Mapping[str, Any],
    reason: str,
    phone: str,
    request: str,
    now: datetime,
    scope: str = "",
) -> Receipt:
    """Ask for a change or a renewal of a licence one holds (许49、50). Raises FormIncomplete, field → message."""
    if old := _sent(request):
        return old
    on = limits.beijing_date(now)
    found = Licence.objects.filter(organ_id=organ_id, number=licence).first()
    row = item_on(found.item, on) if found else None
    errors = _telephone(phone)
    if found is None or row is None:
        errors["licence"] = "本机关的登记簿中没有这个许可证编号，请核对"
    if matter not in ON_APPLICATION:
        errors["matter"] = "只能申请变更或者延续；撤销、注销向机关书面提出"
    if errors:
        raise FormIncomplete(errors)
    assert found is not None and row is not None
    power = catalog.power_named(organ_id, ActKind.LICENCE, row.name, on)
    values = {
        **_opening(power.pk if power else "", row.name, reason, applicant, on),
        "place": found.place,
        "details": {"licence": licence, "matter": matter.value, "scope": scope},
        "application": {"channel": "online", "phone": phone, "request": request},
    }
    return _receipt(_begin(organ_id, "existing", values, now))


def _opening(power: str, cause: str, clue: str, applicant: Mapping[str, Any], on: date) -> dict[str, Any]:
    return {
        "power": power, "cause": cause, "source": "application", "clue": clue, "found_on": on,
        "parties": [dict(applicant)], "handlers": None,
    }  # fmt: skip


def _begin(organ_id: str, procedure: str, values: dict[str, Any], now: datetime) -> Case:
    unit = organs.first_unit(organ_id)
    if unit is None:
        raise FormIncomplete({"item": "这个机关还没有办理机构，请到窗口申请"})
    return opening.begin(
        by=By(APPLICANT, Role.PUBLIC, organ_id), organ_id=organ_id, unit_id=unit.pk, values=values, now=now,
        kind=ActKind.LICENCE, procedure=procedure,
    )  # fmt: skip


def _sent(request: str) -> Receipt | None:
    found = Application.objects.filter(request=request).select_related("case").first() if request else None
    return _receipt(found.case) if found else None


def _receipt(case: Case) -> Receipt:
    application = Application.objects.get(case=case)
    return Receipt(application.code, application.ledger_id, case.opened_at, _missing(case))


def _missing(case: Case) -> tuple[str, ...]:
    facts = licensing.facts_of(case, tuple(case.parties.all()), licensing.received_on(case))
    assert facts is not None
    wanted = facts.item.required if facts.item and facts.matter is None else ()
    held = licensing.materials_held(case)
    return tuple(m.name for m in wanted if m.code not in held)


def _telephone(phone: str) -> dict[str, str]:
    good = phone.isascii() and 7 <= len(_digits(phone)) <= 13 and not phone.strip("0123456789- +")
    return {} if good else {"phone": "填写能联系到你的电话，例：13900000000"}


def wrong(phone: str, materials: Sequence[Mapping[str, str]], item: LicenceItem | None) -> dict[str, str]:
    """What is wrong with the telephone number and the materials, field → message."""
    errors = _telephone(phone)
    codes = [m.get("code", "") for m in materials]
    if not codes and item is not None:
        errors["materials"] = f"还没有上传任何申请材料，需要：{'、'.join(m.name for m in item.required)}"
    for code in sorted({c for c in codes if codes.count(c) > 1}):
        errors[f"material_{code}"] = "同一材料只传一份，多页请合并为一个 PDF"
    return errors


def _party(applicant: Mapping[str, Any]) -> Party:
    return Party(
        kind=applicant.get("kind", ""), code=applicant.get("code") or "", id_number=applicant.get("id_number") or ""
    )


# --- afterwards ---------------------------------------------------------------------------------------------------


def application_of(code: str, phone: str) -> Application:
    """The application that both open. Raises NoSuchApplication."""
    found = Application.objects.select_related("case__organ").filter(code=licensing.written(code)).first()
    if found is None or _digits(found.phone) != _digits(phone):
        raise NoSuchApplication(code)
    return found


def _digits(phone: str) -> str:
    return "".join(ch for ch in phone if ch.isdigit())


def progress(code: str, phone: str, on: date) -> Progress:
    """How it stands today, its papers to download. Raises NoSuchApplication."""
    application = application_of(code, phone)
    case = application.case
    facts, stage = gather(case, on=on).facts, Stage(case.stage)
    asked = facts.licence
    assert asked is not None
    law, promise = (facts.clocks.get(rule) for rule in (*licensing.clock_rules(asked), "")[:2])
    told = facts.last(Step.REQUEST_CORRECTION)
    table = procedures.PROCEDURES[case.law_version]
    licence = licensing.licence_of(case)
    return Progress(
        case_id=case.pk,
        organ=case.organ.name,
        phone=case.organ.phone,
        item=asked.item.name if asked.item else case.cause,
        stage=stage.label,
        received_on=application.received_on,
        accepted_on=accepted_on(facts),
        due=law.due if law else None,
        promised=promise.due if promise else None,
        stopped=bool(law and law.stopped),
        corrections=tuple(told.values.get("corrections", ())) if told and stage is Stage.AWAITING_MATERIALS else (),
        papers=tuple(_papers(case)),
        may_supplement=stage in table.rules[Step.SUPPLEMENT].starts_from,
        may_withdraw=stage in table.rules[Step.WITHDRAW_APPLICATION].starts_from,
        licence=licence.number if licence else "",
    )


def _papers(case: Case) -> list[DocumentVersion]:
    served = set(Service.objects.filter(case=case).values_list("version_id", flat=True))
    rows = [v for v in papers.finals(case) if v.form.outward and v.document.doc not in NOT_FOR_APPLICANT]
    return [v for v in rows if v.pk in served or v.document.doc in AT_ONCE]


def supplement(*, code: str, phone: str, materials: Sequence[Mapping[str, str]], now: datetime) -> Receipt:
    """Complete what the one notice asked for. Raises NoSuchApplication, FormIncomplete, StepRefused."""
    application = application_of(code, phone)
    if not materials:
        raise FormIncomplete({"materials": "还没有上传补正材料"})
    note = {"note": "申请人在线补正"}
    with unmanned.taking(application.case_id, Step.SUPPLEMENT, note, now=now, who=APPLICANT) as t:
        item = t.facts.licence.item if t.facts.licence else None
        for given in materials:
            licensing.add_material(t.act, t.case, item, given, people=[APPLICANT], now=now)
        recording.record(t)
    return Receipt(application.code, t.act.seq, now, _missing(t.case))


def withdraw(*, code: str, phone: str, reason: str, now: datetime) -> Receipt:
    """Take the application back before the decision. Raises NoSuchApplication, FormIncomplete, StepRefused."""
    application = application_of(code, phone)
    values = {"asked_on": limits.beijing_date(now), "reason": reason.strip()}
    with unmanned.taking(application.case_id, Step.WITHDRAW_APPLICATION, values, now=now, who=APPLICANT) as t:
        WRITERS[Step.WITHDRAW_APPLICATION](t)
    return Receipt(application.code, t.act.seq, now)
