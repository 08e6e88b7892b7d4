"""One demonstration case, acted by its people: every method is one act of theirs, done by the real action."""

from __future__ import annotations

import io
from typing import Any

from mingjing.archive import actions as archive
from mingjing.archive.volume import pdf_of
from mingjing.clocks import queries as clocks
from mingjing.config.demo.footage import mp4
from mingjing.config.demo.investigating import Investigation
from mingjing.disclosure import actions as disclosure
from mingjing.disclosure.models import Publication
from mingjing.documents.forms import FORMS
from mingjing.law.kinds import Doc, ReviewHead, Step
from mingjing.procedure import actions as procedure
from mingjing.procedure.models import Decision
from mingjing.vault import actions as vault


class Line(Investigation):
    """The whole line: after the investigation, notice, hearing, review, decision, execution, archive."""

    # --- notice, hearing, review -------------------------------------------------------------------------------

    def notify(self) -> None:
        self.step(Step.NOTIFY, self.actor("U"), grounds=self.matter.discretion)

    def serve_preservation(self) -> None:
        self.serve(Doc.PRESERVATION_NOTICE)

    def serve_notice(self) -> None:
        self.serve(Doc.HEARING_RIGHT_NOTICE, Doc.PRIOR_NOTICE)

    def waive(self) -> None:
        self.step(Step.WAIVE_STATEMENT, self.lead, presented_on=self.on)

    def state(self) -> None:
        words = "我方已及时改正，没有造成危害后果，希望减少罚款。"
        self.step(Step.RECORD_STATEMENT, self.lead, presented_on=self.on, content=words)

    def answer(self) -> None:
        words = "及时改正的情节已在拟处罚幅度中体现，维持原拟处罚，不因申辩加重。"
        self.step(Step.ANSWER_STATEMENT, self.lead, adopted="none", answer=words)

    def request_hearing(self) -> None:
        self.step(Step.REQUEST_HEARING, self.lead, requested_on=self.on)

    def summon(self) -> None:
        day = clocks.calendar().add(self.on, 10)
        who = self.actor("L")
        self.step(
            Step.SUMMON_HEARING,
            who,
            host=who.person_id,
            to_be_held_on=day,
            place="机关三楼听证室",
            recorder="示例书记员",
        )
        self.serve(Doc.HEARING_SUMMONS)
        self.named["hearing"] = day

    def hear(self) -> None:
        who = self.actor("L")
        self._record("hearing", "听证录像", mp4(f"{self.case} hearing"))
        words = "主持人：现在开始听证。\n调查人员：陈述违法事实、证据和处罚建议。\n当事人：对事实没有异议，请求从轻。\n主持人：听证结束。"
        self.step(Step.HOLD_HEARING, who, record=words, recorder="示例书记员")
        self.step(
            Step.REPORT_HEARING, who, handlers_view="违法事实清楚，证据充分，建议按告知内容处罚。",
            party_view="对事实没有异议，请求从轻处罚。", findings="听证认定的事实与调查终结报告一致。",
            report="建议维持拟处罚意见。", recorder="示例书记员",
        )  # fmt: skip

    def draft(self, doc: Doc = Doc.PENALTY_DECISION, **words: Any) -> None:
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

    def confirm(self) -> None:
        self.step(
            Step.CONFIRM_REVIEW, self.actor("L"), words="告知和陈述申辩情况已补入决定书，其余没有变化，确认原审核意见。"
        )

    def discuss(self) -> None:
        self.step(
            Step.DISCUSS, self.actor("B"), kind="major", members=self.ids("B")[:3], reviewer_heard="yes",
            conclusion="同意法制审核意见，按拟处罚意见作出行政处罚决定。", place="机关会议室", recorder="示例书记员",
        )  # fmt: skip

    # --- decision to archive -----------------------------------------------------------------------------------

    def decide(self) -> None:
        self.step(Step.DECIDE, self.actor("B"))

    def seal(self) -> None:
        """The sealed paper: here its own text as PDF/A stands for the scan."""
        paper = pdf_of(self.decision.version, self.world.organs[self.organ].name)
        blob = vault.keep(io.BytesIO(paper), now=self.at)
        self.step(Step.SEAL_DECISION, self.lead, file=blob.sha256)

    @property
    def decision(self) -> Decision:
        return Decision.objects.select_related("version").filter(case_id=self.case).latest("ord")

    def serve_decision(self) -> None:
        self.step(Step.SERVE, self.lead, **self._handed_over())

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

    def correct(self) -> None:
        disclosure.correct(
            actor=self.actor("PC"), publication_id=self.named["publication"], now=self.at,
            reason="公示页面中当事人住所的隐去范围有误，更正后重新公示。",
        )  # fmt: skip

    def withdraw(self) -> None:
        disclosure.withdraw(
            actor=self.actor("PC"), publication_id=self.named["publication"], now=self.at,
            reason="该处罚决定已被复议机关撤销，依照《行政处罚法》第四十八条撤回。",
        )  # fmt: skip

    @property
    def publication(self) -> Publication:
        return Publication.objects.get(pk=self.named["publication"])

    def pay(self) -> None:
        self.step(
            Step.RECORD_PAYMENT, self.lead, amount=self.decision.fine, voucher=f"示例4112-{self.n:06d}",
            bank="示例银行三门峡分行", paid_on=self.on,
        )  # fmt: skip

    def execute(self) -> None:
        self.step(Step.RECORD_EXECUTION, self.lead, reason="罚没款项已缴清，责令改正事项已改正。")

    def file_record(self) -> None:
        self.step(Step.FILE_RECORD, self.actor("U"))

    def close(self) -> None:
        self.step(Step.CLOSE, self.actor("B"), opinion="处罚决定执行完毕，同意结案。")

    def archive(self, late_reason: str = "") -> None:
        made = archive.file_case(
            actor=self.actor("R"), case_id=self.case, remarks="", now=self.at, late_reason=late_reason
        )
        self.report("立卷归档", made.ledger_id)
