"""The party's own acts, without an account: under the code of a paper served on it (行政处罚法45、64; 许可法36、48).

A filing is received with its moment and its number at once; time limits look at that moment, not at when an officer
reads it. No decision is issued while one is open (gate ``party.unanswered``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingjing.cases.models import Case
from mingjing.documents import queries as documents
from mingjing.documents.models import DocumentVersion
from mingjing.law.kinds import Power, Role, Stage, Step
from mingjing.law.steps import ENDED
from mingjing.ledger.actions import By, act
from mingjing.organs.permissions import Actor
from mingjing.procedure import limits
from mingjing.procedure.locking import locked
from mingjing.procedure.models import PartyFiling, Service, StepTaken
from mingjing.procedure.models.party import KINDS
from mingjing.procedure.refusals import FormIncomplete
from mingjing.vault import queries as vault

PARTY = "party"  # who acts in the log: no person of the organ
LONGEST, MOST_FILES, MOST_OPEN = 5_000, 6, 5
# The step by which an officer takes a filing into the procedure; a correction is answered instead.
TAKEN_UP_BY = {
    "statement": (Step.RECORD_STATEMENT, Step.RECORD_VIEWS, Step.HEAR_PARTY),
    "hearing": (Step.REQUEST_HEARING, Step.ASK_LICENCE_HEARING),
    "deferral": (Step.GRANT_DEFERRAL, Step.ASK_DEFERRAL),
    "correction": (),
}


class NoSuchPaper(LookupError):
    """No served paper has this code."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the party is given: the number of the entry and the moment that counts."""

    number: int
    at: datetime


def served_paper(code: str) -> DocumentVersion:
    """The paper that carries this code, once it has been served. Raises NoSuchPaper."""
    version = documents.public_by_code(code)
    if version is None or not Service.objects.filter(version=version).exists():
        raise NoSuchPaper(code)
    return version


def hand_in(*, code: str, kind: str, content: str, phone: str, files: list[str], now: datetime) -> Receipt:
    """Receive one filing of the party. ``files`` are hashes of the store.

    Raises NoSuchPaper, FormIncomplete (field → message).
    """
    version = served_paper(code)
    case = version.document.case
    content, phone = content.strip(), phone.strip()
    errors = _wrong(case, kind, content, phone, files)
    if errors:
        raise FormIncomplete(errors)
    by = By(PARTY, Role.PUBLIC, case.organ_id)
    with act(type="party.filed", by=by, obj=case.pk, case=case.pk, now=now) as opened:
        same = PartyFiling.objects.filter(case=case, kind=kind, content=content, phone=phone, settled_on=None).first()
        if same is None and PartyFiling.objects.filter(case=case, settled_on=None).count() >= MOST_OPEN:
            raise FormIncomplete({"content": f"已有 {MOST_OPEN} 份提交等待办理，请等答复后再提交"})
        filing = same or PartyFiling(
            case=case, version=version, kind=kind, content=content, phone=phone, files=files, received_at=now
        )
        opened.save(filing)
        opened.data |= {"filing": filing.pk, "kind": kind}
    return Receipt(opened.seq, filing.received_at)


def _wrong(case: Case, kind: str, content: str, phone: str, files: list[str]) -> dict[str, str]:
    errors = {}
    if kind not in dict(KINDS):
        errors["kind"] = "选择要提交的内容"
    if not content:
        errors["content"] = "写明你的意见或者请求"
    elif len(content) > LONGEST:
        errors["content"] = f"不超过 {LONGEST} 字，现在 {len(content)} 字；更多材料请作为附件上传"
    digits = phone.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 13):
        errors["phone"] = "填写能联系到你的电话，例：13900000000"
    if len(files) > MOST_FILES:
        errors["files"] = f"附件不超过 {MOST_FILES} 个"
    elif any(vault.blob(f) is None for f in files):
        errors["files"] = "附件没有上传成功，请重新选择文件"
    if not errors and kind != "correction" and (Stage(case.stage) in ENDED or case.stage == Stage.ARCHIVED):
        errors["kind"] = "本案已经办结，只能提出更正申请；对决定不服的，依决定书写明的途径申请复议或者起诉"
    return errors


def open_filings(case: Case) -> list[PartyFiling]:
    """What the party handed in and nobody has taken up."""
    return list(PartyFiling.objects.filter(case=case, settled_on=None))


def filings(case: Case) -> list[PartyFiling]:
    """Everything the party handed in, oldest first."""
    return list(PartyFiling.objects.filter(case=case))


def settle(
    *, actor: Actor, case_id: str, filing_id: str, outcome: str, reply: str, now: datetime, expected: int | None = None
) -> PartyFiling:
    """Take a filing into the procedure (``recorded``: the step for it was taken since) or answer it (``answered``).

    Raises FormIncomplete, NotAllowed, OutOfDate, PartyFiling.DoesNotExist.
    """
    with locked(actor, case_id, Power.RECORD_STATEMENT, "party.settled", now, expected) as (case, _, opened):
        filing = PartyFiling.objects.get(pk=filing_id, case=case)
        errors = {}
        if filing.settled_on:
            errors["outcome"] = "这份提交已经办理"
        elif outcome == "recorded" and not _recorded(filing):
            steps = "、".join(f"“{s.label}”" for s in TAKEN_UP_BY[filing.kind])
            errors["outcome"] = f"收到之后还没有办理{steps}" if steps else "更正申请要答复，不能只登记"
        elif outcome not in {"recorded", "answered"}:
            errors["outcome"] = "选择办理结果"
        if not reply.strip():
            errors["reply"] = "写明给当事人的答复，当事人在查询页面看到"
        if errors:
            raise FormIncomplete(errors)
        filing.settled_on, filing.outcome, filing.reply = limits.beijing_date(now), outcome, reply.strip()
        opened.save(filing)
        opened.data |= {"filing": filing.pk, "outcome": outcome}
    return filing


def _recorded(filing: PartyFiling) -> bool:
    steps = TAKEN_UP_BY[filing.kind]
    return StepTaken.objects.filter(case_id=filing.case_id, step__in=steps, ledger_id__gt=filing.ledger_id).exists()
