"""One demonstration case of any kind of act: the time, its people, and the acts that every procedure shares."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.archive import actions as archive
from mingjing.archive.volume import pdf_of
from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo.founding import World
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure.models import Publication
from mingjing.documents.forms import FORMS
from mingjing.law.kinds import ActKind, Doc, ReviewHead, Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import actions as procedure
from mingjing.procedure import materials, papers
from mingjing.procedure.limits import BEIJING
from mingjing.procedure.models import Decision
from mingjing.vault import actions as vault


@dataclass
class Deed:
    """Whose acts, what they are about, and the moment the next one happens."""

    world: World
    organ: str
    matter: Any
    n: int
    at: datetime
    report: Callable[[str, int], None] = lambda label, seq: None
    case: str = ""
    named: dict[str, Any] = field(default_factory=dict)

    # --- time and people ---------------------------------------------------------------------------------------

    @property
    def on(self) -> date:
        return self.at.astimezone(BEIJING).date()

    def wait(self, working_days: int = 0, hour: int = 0, minutes: int = 0) -> None:
        """Move to a later working day (at ``hour`` past nine) or later the same day."""
        if working_days:
            day = clocks.calendar().add(self.on, working_days)
            self.at = datetime(day.year, day.month, day.day, 9 + hour, self.n * 7 % 50, tzinfo=BEIJING)
        self.at += timedelta(minutes=minutes)

    def actor(self, role: str, n: int = 0) -> Actor:
        return self.world.actor(self.organ, role, self.on, n)

    def ids(self, role: str) -> list[str]:
        return [p.pk for p in self.world.people[self.organ, role]]

    @property
    def lead(self) -> Actor:
        return self.actor("H")

    def step(self, step: Step, who: Actor, **values: Any) -> None:
        taken = procedure.take_step(actor=who, case_id=self.case, step=step, values=values, now=self.at)
        self.report(step.label, taken.seq)


@dataclass
class CaseDeed(Deed, ABC):
    """The acts of one case: whom it concerns and where it happens is told by each story."""

    @property
    @abstractmethod
    def party(self) -> dict[str, Any]:
        """Whom the act concerns, as ``open_case`` takes a party."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it happens."""

    def begin(self, kind: ActKind, procedure_name: str, **values: Any) -> None:
        """Open the case with two officers; ``origin`` and ``origin_kind`` may name where it comes from."""
        more = {name: values.pop(name) for name in ("origin", "origin_kind") if name in values}
        given = {"found_on": self.on, "parties": [self.party], "handlers": self.ids("H")[:2], "place": self.place}
        case = procedure.open_case(
            actor=self.lead, organ_id=self.world.organs[self.organ].pk, unit_id=self.world.units[self.organ].pk,
            kind=kind, procedure=procedure_name, values=given | values, now=self.at, **more,
        )  # fmt: skip
        self.case = case.pk
        self.report("登记启动", case.ledger_id)

    def record(self, item: str, label: str, data: bytes) -> None:
        blob = vault.keep(io.BytesIO(data), now=self.at)
        row = materials.add_recording(
            actor=self.lead,
            case_id=self.case,
            values={
                "av_item": item, "blob": blob, "claimed_started_at": self.at - timedelta(hours=1),
                "claimed_ended_at": self.at - timedelta(minutes=20), "operator": self.lead.person_id,
                "device_no": f"示例-{self.n:03d}", "sequence_no": 1, "place": self.place,
                "returned_at": self.at - timedelta(minutes=5),
                "marks": [{"t": 0, "label": "出示执法证件"}, {"t": 2, "label": "现场情况"}],
            },
            now=self.at,
        )  # fmt: skip
        self.report(f"音像记录：{label}", row.ledger_id)

    def document(self, doc: Doc, **words: Any) -> None:
        """Make a record or report final, as the lead officer."""
        version = procedure.finalise_document(
            actor=self.lead, case_id=self.case, doc=doc, values=words or None, now=self.at
        )
        self.report(f"{FORMS[doc].title}定稿", version.ledger_id)

    def serve(self, *docs: Doc) -> None:
        """Hand over the newest document of one of these kinds; the party signs."""
        case = Case.objects.get(pk=self.case)
        version = next(v for d in docs if (v := papers.latest(case, d)))
        self.step(Step.SERVE_DOCUMENT, self.lead, document=version.pk, **self.handed_over())

    def handed_over(self) -> dict[str, Any]:
        party = self.party
        receiver = party.get("representative") or party["name"]
        relation = {"person": "本人", "sole_trader": "经营者"}.get(party["kind"], "法定代表人")
        return {"mode": "direct", "acted_on": self.on, "place": self.place, "receiver": receiver, "relation": relation}

    def draft(self, doc: Doc, **words: Any) -> None:
        version = procedure.save_draft(actor=self.lead, case_id=self.case, doc=doc, values=words, now=self.at)
        self.report(f"起草{FORMS[doc].title}", version.ledger_id)

    def submit(self, note: str = "") -> None:
        self.step(Step.SUBMIT_REVIEW, self.lead, reviewer=self.actor("L").person_id, note=note)

    def agree(self, words: str = "主体适格，程序合法，事实清楚，适用法律正确，裁量适当，文书规范，同意。") -> None:
        self._opine("agree", {}, words)

    def object(self) -> None:
        notes = {"R5": "裁量理由没有说明与裁量基准的对应关系，请补充后重新送审。"}
        self._opine("object", notes, "裁量理由不充分，请补充后重新送审。")

    def _opine(self, outcome: str, notes: dict[str, str], words: str) -> None:
        heads = {f"head_{h.value}": "issue" if h.value in notes else "pass" for h in ReviewHead}
        said = {f"note_{code}": text for code, text in notes.items()}
        self.step(Step.GIVE_OPINION, self.actor("L"), outcome=outcome, words=words, **heads, **said)

    def discuss(self) -> None:
        self.step(
            Step.DISCUSS, self.actor("B"), kind="major", members=self.ids("B")[:3], reviewer_heard="yes",
            conclusion="同意法制审核意见，按送审文本作出决定。", place="机关会议室", recorder="示例书记员",
        )  # fmt: skip

    def seal(self) -> None:
        """The sealed paper: here its own text as PDF/A stands for the scan."""
        paper = pdf_of(self.decision.version, self.world.organs[self.organ].name)
        blob = vault.keep(io.BytesIO(paper), now=self.at)
        self.step(Step.SEAL_DECISION, self.lead, file=blob.sha256)

    @property
    def decision(self) -> Decision:
        return Decision.objects.select_related("version").filter(case_id=self.case).latest("ledger_id")

    def serve_decision(self) -> None:
        self.step(Step.SERVE, self.lead, **self.handed_over())

    def prepare(self, **more: Any) -> None:
        made = disclosure.prepare(
            actor=self.actor("PB"),
            decision_id=self.decision.pk,
            marks={},
            now=self.at,
            exception=more.get("exception", ""),
        )
        self.named["publication"] = made.pk
        self.report("公示拟稿", made.ledger_id)

    def publish(self, late_reason: str = "") -> None:
        made = disclosure.approve(
            actor=self.actor("PC"), publication_id=self.named["publication"], now=self.at, late_reason=late_reason
        )
        self.named["page"] = made.page
        self.report("公示审核并发布", made.ledger_id)

    def pay(self) -> None:
        self.step(
            Step.RECORD_PAYMENT, self.lead, amount=self.decision.fine, voucher=f"示例票{self.decision.number}",
            bank="示例银行三门峡分行", paid_on=self.on,
        )  # fmt: skip

    @property
    def publication(self) -> Publication:
        return Publication.objects.get(pk=self.named["publication"])

    def close(self) -> None:
        self.step(Step.CLOSE, self.actor("B"), opinion="办理完毕，同意结案。")

    def archive(self, late_reason: str = "") -> None:
        made = archive.file_case(
            actor=self.actor("R"), case_id=self.case, remarks="", now=self.at, late_reason=late_reason
        )
        self.report("立卷归档", made.ledger_id)
