"""One demonstration case, acted by its people: every method is one act of theirs, done by the real action."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mingjing.clocks import queries as clocks
from mingjing.config.demo.footage import mp4
from mingjing.config.demo.investigating import Investigation
from mingjing.disclosure import actions as disclosure
from mingjing.law.kinds import Doc, Step
from mingjing.procedure import actions as procedure


class Line(Investigation):
    """The whole line: after the investigation, notice, hearing, review, decision, execution, archive."""

    # --- notice, hearing, review -------------------------------------------------------------------------------

    def draft(self, doc: Doc = Doc.PENALTY_DECISION, **words: Any) -> None:
        super().draft(doc, **words)

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
        self.record("hearing", "听证录像", mp4(f"{self.case} hearing"))
        words = "主持人：现在开始听证。\n调查人员：陈述违法事实、证据和处罚建议。\n当事人：对事实没有异议，请求从轻。\n主持人：听证结束。"
        self.step(Step.HOLD_HEARING, who, record=words, recorder="示例书记员")
        self.step(
            Step.REPORT_HEARING, who, handlers_view="违法事实清楚，证据充分，建议按告知内容处罚。",
            party_view="对事实没有异议，请求从轻处罚。", findings="听证认定的事实与调查终结报告一致。",
            report="建议维持拟处罚意见。", recorder="示例书记员",
        )  # fmt: skip

    def confirm(self) -> None:
        self.step(
            Step.CONFIRM_REVIEW, self.actor("L"), words="告知和陈述申辩情况已补入决定书，其余没有变化，确认原审核意见。"
        )

    # --- decision to archive -----------------------------------------------------------------------------------

    def decide(self) -> None:
        self.step(Step.DECIDE, self.actor("B"))

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

    def execute(self) -> None:
        self.step(Step.RECORD_EXECUTION, self.lead, reason="罚没款项已缴清，责令改正事项已改正。")

    def file_record(self) -> None:
        self.step(Step.FILE_RECORD, self.actor("U"))

    # --- annulled, and made anew -------------------------------------------------------------------------------

    def annul(self, redo: str = "ordered") -> None:
        """The city's government annuls the decision on reconsideration, and orders a new one, or none."""
        more = {"redo_by": self.on + timedelta(days=45)} if redo == "ordered" else {}
        self.step(
            Step.ANNUL, self.actor("B"), authority="reconsideration", name="三门峡市人民政府",
            number=f"三政复决字〔{self.on.year}〕示例{self.n}号", received_on=self.on, ground="unjust",
            reason="处罚幅度与违法行为的情节、危害后果不相当。", redo=redo,
            refund="已缴款项抵作新决定的罚款，余额退还；不再作出决定的，全部退还。", **more,
        )  # fmt: skip

    def lessen(self) -> None:
        """The proposal of the new decision: reckoned anew, a smaller fine, for reasons of its own."""
        words = "当事人初次违法，责令后当日改正，危害后果轻微，主动配合调查，予以从轻处罚，取法定幅度下限。"
        values = {"fine": self.matter.fine * 50, "tier": "从轻", "discretion": words}
        if not self.weigh(("removed",), self.matter.fine * 50, words):
            procedure.edit_case(actor=self.lead, case_id=self.case, now=self.at, values=values)
