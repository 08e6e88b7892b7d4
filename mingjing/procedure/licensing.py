"""A licence case: its item, materials, register and times as facts; and the rows that opening and steps write of it."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mingjing.cases.models import Case, Party
from mingjing.clocks import queries as clocks
from mingjing.documents.actions import issue_number
from mingjing.evidence import actions as evidence
from mingjing.law.deadlines import before, resolve
from mingjing.law.kinds import ActKind, Doc, EvidenceKind, PartyKind, Stage, Step
from mingjing.law.licence_facts import LicenceFacts, LicenceState, Matter, Register
from mingjing.law.licence_item import LicenceItem, food_number
from mingjing.law.licence_items import item_on
from mingjing.procedure import limits
from mingjing.procedure.models import Application, Decision, Licence, Material, StepTaken
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault import queries as vault
from mingjing.vault.store import Missing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mingjing.ledger.actions import Act

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
YEAR = timedelta(days=365)
RECEIVING = frozenset({Stage.APPLIED, Stage.AWAITING_MATERIALS})  # where materials are still asked about
APPLICANT = "applicant"  # who acts in the log: no person of the organ


# --- facts --------------------------------------------------------------------------------------------------------


def facts_of(case: Case, parties: tuple[Party, ...], on: date) -> LicenceFacts | None:
    """What the gates ask about a licence; None for a case of another act."""
    if case.kind != ActKind.LICENCE:
        return None
    received, matter, receiving = received_on(case), matter_of(case), case.stage in RECEIVING
    licence = licence_of(case) if matter else None
    item = item_on(case.details.get("item") or (licence.item if licence else ""), received)
    return LicenceFacts(
        item=item,
        received_on=received,
        materials=materials_held(case) if receiving else frozenset(),
        matter=matter,
        joint=case.details.get("joint") == "yes",
        register=_register(case, licence, item, parties) if licence else None,
        barred=_barred(case, item, parties, on) if receiving and matter is None else "",
    )


def materials_held(case: Case) -> frozenset[str]:
    """Codes of the materials that came in."""
    return frozenset(Material.objects.filter(case=case).values_list("code", flat=True))


def heard(case: Case) -> bool:
    """Whether a hearing on a licence was held: then it is reviewed like any decision after a hearing."""
    if case.kind != ActKind.LICENCE:
        return False
    return StepTaken.objects.filter(case=case, step=Step.HOLD_LICENCE_HEARING).exists()


def received_on(case: Case) -> date:
    """The day the application came in, or the matter was entered."""
    found = Application.objects.filter(case=case).values_list("received_on", flat=True).first()
    return found or limits.beijing_date(case.opened_at)


def matter_of(case: Case) -> Matter | None:
    """What is to be done about an existing licence; None for a new application."""
    found = case.details.get("matter")
    return Matter(found) if found else None


def licence_of(case: Case) -> Licence | None:
    """The licence in the register of this organ that the case is about, or that came of it."""
    number = case.details.get("licence")
    rows = Licence.objects.filter(organ_id=case.organ_id)
    return rows.filter(number=number).first() if number else rows.filter(last_id=case.pk).first()


def number_of(party: Party) -> str:
    """The number that tells one holder from another."""
    return party.id_number if party.kind == PartyKind.PERSON else party.code


def renewal_days(item: LicenceItem | None, valid_to: date | None) -> tuple[date | None, date | None]:
    """Between which days a renewal is asked: (no earlier than, no later than)."""
    if item is None or valid_to is None:
        return None, None
    calendar = clocks.calendar()
    first = before(valid_to, item.renew_first.amount, item.renew_first.unit, calendar) if item.renew_first else None
    return first, before(valid_to, item.renew_last.amount, item.renew_last.unit, calendar)


def _register(case: Case, licence: Licence, item: LicenceItem | None, parties: tuple[Party, ...]) -> Register:
    first, last = renewal_days(item, licence.valid_to)
    open_ones = Case.objects.filter(
        organ_id=case.organ_id, kind=ActKind.LICENCE, details__licence=licence.number, decided_on=None, ended_on=None
    )
    other = open_ones.exclude(pk=case.pk).exclude(number="").first()
    return Register(
        number=licence.number,
        state=LicenceState(licence.state),
        valid_from=licence.valid_from,
        valid_to=licence.valid_to,
        renew_first=first,
        renew_last=last,
        same_holder=not parties or number_of(parties[0]) == licence.holder_number,
        busy=other.number if other else "",
    )


def _barred(case: Case, item: LicenceItem | None, parties: tuple[Party, ...], on: date) -> str:
    """Untruth shuts the door for one year, fraud for three, where safety or health is at stake (许78、79)."""
    if item is None or not item.safety or not parties or not number_of(parties[0]):
        return ""
    number = number_of(parties[0])
    fraud = Licence.objects.filter(item=item.code, holder_number=number, state=LicenceState.REVOKED, ground="fraud")
    last = fraud.order_by("-ended_on").first()
    if last and last.ended_on and on < last.ended_on + 3 * YEAR:
        return f"{last.number} 因欺骗、贿赂被撤销，{last.ended_on + 3 * YEAR} 前不得再次申请"
    name = "id_number" if parties[0].kind == PartyKind.PERSON else "code"
    same = Party.objects.filter(**{name: number}).values("case_id")
    untrue = StepTaken.objects.filter(case__in=same, case__details__item=item.code, taken_on__gt=on - YEAR)
    found = (
        untrue.filter(step=Step.REFUSE_ACCEPTANCE, values__ground="false").last()
        or untrue.filter(
            step=Step.EXAMINE,
            values__has_key="untrue",
            case__in=Decision.objects.filter(kind="licence_refusal").values("case_id"),
        ).last()
    )
    if found and found.case_id != case.pk:
        return f"因提供虚假材料，{found.taken_on + YEAR} 前不得再次申请"
    return ""


# --- opening ------------------------------------------------------------------------------------------------------


def begin(opened: Act, case: Case, values: Mapping[str, Any], *, now: datetime) -> tuple[Doc, ...]:
    """The rows a licence case begins with; which papers it has besides. Raises FormIncomplete.

    ``values["application"]``: channel, phone, request (one sending once), materials; at the window there is none.
    """
    given = dict(values.get("application") or {})
    on = limits.beijing_date(now)
    matter = matter_of(case)
    if matter is not None:
        _known_licence(case)
    if matter in {None, Matter.CHANGE, Matter.RENEW}:
        party = case.parties.all()[0]
        opened.save(
            Application(
                case=case, channel=given.get("channel", "window"), code=new_code(), request=given.get("request"),
                phone=given.get("phone") or party.phone, received_on=on,
            )
        )  # fmt: skip
        if matter is not None:
            limits.start(case, "licence.accept", on=on)
    item = facts_of(case, (), on)
    assert item is not None
    for material in given.get("materials") or ():
        add_material(opened, case, item.item, material, people=[APPLICANT], now=now)
    return (Doc.MATERIALS_RECEIPT,) if given.get("materials") else ()


def _known_licence(case: Case) -> None:
    licence = licence_of(case)
    if licence is None:
        raise FormIncomplete({"licence": "本机关的登记簿中没有这个许可证编号，请核对"})
    if number_of(case.parties.all()[0]) != licence.holder_number:
        raise FormIncomplete({"licence": "当事人不是这个许可证的持有人，请核对编号和当事人"})


def new_code() -> str:
    """A code nobody guesses, without letters that look alike."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def written(code: str) -> str:
    """A query code as it is stored, however it was copied: small letters, full width, blanks or dashes between."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", code) if ch.isalnum()).upper()


def add_material(
    opened: Act, case: Case, item: LicenceItem | None, given: Mapping[str, Any], *, people: list[str], now: datetime
) -> Material:
    """Keep one material. ``given``: code, and ``blob`` (hash) or ``held_from`` (number of an earlier case).

    Raises FormIncomplete under ``material_<code>``.
    """
    code = given["code"]
    material = item.material(code) if item else None
    if item is None or material is None:
        raise FormIncomplete({f"material_{code}": "材料不在本事项的材料目录中，不得要求提交（行政许可法31①）"})
    origin, blob = None, given.get("blob") or ""
    if given.get("held_from"):
        kept = held(case.organ_id, case.parties.all()[0]).get(code)
        if kept is None or kept.case.number != given["held_from"]:
            raise FormIncomplete({f"material_{code}": f"本机关没有留存可以沿用的“{material.name}”，请上传"})
        origin, blob = kept.case, kept.piece.blob_id
    try:
        row = vault.blob(blob)
    except Missing as missing:
        raise FormIncomplete({f"material_{code}": f"{material.name}：{missing}"}) from missing
    piece = evidence.record_evidence(
        opened, case=case, kind=EvidenceKind.DOCUMENTARY, title=material.name, proves=f"申请{item.name}的条件",
        source=f"本机关已留存，取自 {origin.number}" if origin else "申请人提交", obtained_on=limits.beijing_date(now),
        obtained_by=people, blob=row, now=now,
    )  # fmt: skip
    return opened.save(
        Material(
            case=case, code=code, name=material.name, piece=piece, held_from=origin, given_on=limits.beijing_date(now)
        )
    )


def held(organ_id: str, party: Party) -> dict[str, Material]:
    """Materials of earlier accepted applications of the same party that need not be handed in again, by code (许33)."""
    number = number_of(party)
    name = "id_number" if party.kind == PartyKind.PERSON else "code"
    same = Party.objects.filter(**{name: number}).exclude(case_id=party.case_id).values("case_id")
    if not number:
        return {}
    rows: QuerySet[Material] = Material.objects.filter(case__in=same, case__organ_id=organ_id).exclude(case__number="")
    found: dict[str, Material] = {}
    for row in rows.select_related("case", "piece").order_by("ledger_id"):
        item = item_on(row.case.details.get("item", ""), row.given_on)
        material = item.material(row.code) if item else None
        if material and material.reusable and row.piece.blob_id:
            found[row.code] = row
    return found


# --- times and numbers --------------------------------------------------------------------------------------------


def clock_rules(facts: LicenceFacts) -> tuple[str, ...]:
    """The two clocks of a decision: what the law gives and what the organ promised."""
    return (facts.decide_rule, *((facts.item.promise_rule,) if facts.item else ()))


def start_clocks(case: Case, facts: LicenceFacts, accepted: date) -> None:
    """From acceptance: statutory time, promised time; of a renewal also the end of the term (许42、50②)."""
    for rule_id in clock_rules(facts):
        limits.start(case, rule_id, on=accepted)
    if facts.matter is Matter.RENEW and facts.register and facts.register.valid_to:
        days = resolve("licence.renew", accepted).amount
        limits.start(case, "licence.renew", on=facts.register.valid_to - timedelta(days=days))


def give_number(case: Case, on: date) -> None:
    """The number under which it is handled, from acceptance or start on."""
    if not case.number:
        case.number = issue_number(organ=case.organ, prefix=f"{case.organ.doc_prefix}许办", year=on.year)


def certificate_number(case: Case, item: LicenceItem, on: date) -> str:
    """The next certificate number of the item in this organ. The open act holds the log, so nobody else counts now."""
    if item.numbering != "JY":
        return issue_number(organ=case.organ, prefix=f"{case.organ.doc_prefix}{item.word}", year=on.year)
    trade, region = int(case.details.get("trade") or 1), case.organ.region_id
    serial = Licence.objects.filter(number__startswith="JY", organ__region_id=region).count() + 1
    return food_number(trade, region, serial)


def end_of_term(item: LicenceItem, begins: date) -> date | None:
    """Last day of a term that begins on a day; None without a fixed term."""
    return years_on(begins, item.years) - timedelta(days=1) if item.years else None


def years_on(day: date, years: int) -> date:
    """The same day so many years later; 1 March where 29 February is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def open_ones(step: Step, on: date) -> list[str]:
    """Ids of cases to which time alone may have brought this step."""
    return clocks.overdue({Step.DEEM_ACCEPTED: "licence.accept", Step.DEEM_RENEWED: "licence.renew"}[step], on)
