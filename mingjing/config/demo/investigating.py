"""One demonstration case up to the end of its investigation: every method is one act, done by the real action."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.benchmarks import USES
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4, photo, spoken
from mingjing.config.demo.matters import MATTERS, Matter
from mingjing.discretion.asking import Question, answer
from mingjing.law.discretion import yuan
from mingjing.law.kinds import Doc, Step
from mingjing.procedure import actions as procedure
from mingjing.procedure import discretion, materials, weighed
from mingjing.procedure import queries as standing
from mingjing.vault import actions as vault

PLACES = ("示例路12号", "示例商业街3号", "示例工业园区5号", "示例大道88号", "示例村一组")
AIR_LAW_END = date(2026, 8, 14)  # 生态环境法典 replaces 大气污染防治法 the next day


@dataclass
class Investigation(CaseDeed):
    """A penalty case under way; its acts from clue to conclusion."""

    matter: Matter

    # --- clue to conclusion ------------------------------------------------------------------------------------

    def open(self) -> None:
        m, day = self.matter, self.on
        words = {"day": f"{day.year}年{day.month}月{day.day}日", "place": self.place, "party": self.party["name"]}
        case = procedure.open_case(
            actor=self.lead,
            organ_id=self.world.organs[self.organ].pk,
            unit_id=self.world.units[self.organ].pk,
            values={
                "cause": m.cause, "source": "complaint" if self.n % 4 == 1 else "inspection",
                "clue": m.violation.format(**words), "found_on": day, "act_from": day, "act_ended_on": day,
                "place": self.place, "power": self.power, "parties": [self.party], "handlers": self.ids("H")[:2],
                "citations": self.citations(), "violation": m.violation.format(**words),
                "facts_found": m.facts.format(**words), "nature": m.nature, "penalties": list(m.penalties),
                "fine": m.fine * 100, "confiscated_income": m.income * 100, "confiscated_goods": m.goods,
                "goods_value": m.goods_value * 100, "other_penalty": m.other, "correction": m.correction,
                "statutory_range": m.range, "tier": m.tier, "discretion": m.discretion, "life_or_safety": m.life,
                "expert_needed": any(kind == "expert" for kind, _, _ in m.evidence),
            },
            now=self.at,
        )  # fmt: skip
        self.case = case.pk
        self.report("登记线索", case.ledger_id)

    @property
    def place(self) -> str:
        return f"{self.world.organs[self.organ].address.split('示例')[0]}{PLACES[self.n % len(PLACES)]}"

    @property
    def party(self) -> dict[str, Any]:
        """Invented: a name marked 示例, an ID number or credit code whose check digits hold."""
        m, n = self.matter, 400 + self.n
        person = seeds.person_name(n)
        mark = f"{self.n:02d}号"
        values = {
            "kind": m.party,
            "name": person if m.party == "person" else m.party_name.replace("示例", f"示例{mark}"),
            "address": self.place,
            "phone": f"1390398{n:04d}",
            "id_number": seeds.id_number(n),
        }
        if m.party != "person":
            kind = "91" if m.party == "organisation" else "92"
            values |= {"code": seeds.credit_code(kind, "411202", n), "representative": person}
        return values

    @property
    def power(self) -> str:
        key = next(k for k, m in MATTERS.items() if m is self.matter)
        return self.world.powers[self.organ, key]

    def citations(self) -> list[dict[str, str]]:
        violated, penalty = self.matter.violated, self.matter.penalty
        if violated[0] == "fd" and self.on <= AIR_LAW_END:
            violated, penalty = ("dq", "第七十二条第一款"), ("dq", "第一百一十七条")
        rows = (("violated", violated), ("penalty", penalty))
        return [{"statute": self.world.statutes[law], "article": a, "role": role} for role, (law, a) in rows]

    def weigh(self, circumstances: tuple[str, ...] = (), fine: int = 0, words: str = "") -> bool:
        """Reckon the fine by the benchmark that fits the matter; whether there is one."""
        use = USES.get(next(k for k, m in MATTERS.items() if m is self.matter))
        case = standing.case_for(self.lead, self.case)
        fitting = [b for b in weighed.fitting(case) if use and b.code == use.code]
        if use is None or not fitting:
            return False
        question = Question(
            use.tier, circumstances, base=use.base, typed=yuan(use.base) if use.base else "", factors=use.factors
        )
        fine = fine or self.matter.fine * 100
        trace = discretion.drafted(answer(fitting[0], question), fine)
        row = discretion.weigh(
            actor=self.lead, case_id=self.case, benchmark_id=fitting[0].pk, question=question, fine=fine,
            words=(words or self.matter.discretion) + trace, now=self.at,
        )  # fmt: skip
        self.report("裁量测算", row.ledger_id)
        return True

    def file(self) -> None:
        self.step(Step.FILE, self.actor("B"), opinion="符合立案标准，同意立案。")

    def gather(self, *, interview_recorded: bool = True) -> None:
        """Scene and interview with their recordings, the evidence, the records made final."""
        for title, kind, proves, data in self._evidence():
            blob = vault.keep(io.BytesIO(data), now=self.at)
            item = materials.add_evidence(
                actor=self.lead,
                case_id=self.case,
                values={
                    "kind": kind, "title": title, "proves": proves, "source": "执法人员现场提取",
                    "obtained_on": self.on, "obtained_by": self.ids("H")[:2], "obtained_place": self.place, "blob": blob,
                },
                now=self.at,
            )  # fmt: skip
            self.report(f"证据：{title}", item.ledger_id)
        self.record("scene", "现场检查录像", mp4(f"{self.case} scene"))
        self.document(Doc.SCENE_RECORD, **self._scene_words())
        if interview_recorded:
            self.record("interview", "询问录音", spoken(self.n))
        self.document(Doc.INTERVIEW_RECORD, **self._interview_words())
        self.document(Doc.EVIDENCE_LIST)

    def _evidence(self) -> list[tuple[str, str, str, bytes]]:
        rows = []
        for number, (kind, title, proves) in enumerate(self.matter.evidence):
            mark = f"{self.case} {number}"
            data = mp4(mark) if kind == "audiovisual" else photo(mark)
            rows.append((title, kind, proves, data))
        return rows

    def _scene_words(self) -> dict[str, Any]:
        return {
            "recording": f"执法记录仪示例-{self.n:03d}全程录像",
            "findings": self.matter.facts.format(day="当日", place=self.place, party=self.party["name"]),
            "remark": "以上笔录已阅，与现场情况一致。",
        }

    def _interview_words(self) -> dict[str, Any]:
        return {
            "interviewee_id_number": seeds.id_number(400 + self.n),
            "interviewee_address": self.place,
            "interviewee_phone": self.party["phone"],
            "answers": [
                {"question": "我们是行政执法人员，这是我们的执法证件，请确认。你有权申请回避。", "answer": "看清楚了，不申请回避。"},
                {"question": "请说明检查时发现的情况。", "answer": f"检查情况属实，{self.matter.cause}是我们疏忽造成的。"},
                {"question": "你还有什么要说明的？", "answer": "已经着手改正，希望从轻处理。"},
            ],
            "remark": "以上笔录我看过，和我说的相符。",
        }  # fmt: skip

    def preserve(self) -> None:
        self.step(Step.PRESERVE, self.actor("B"), goods="涉案物品，1批", place="当事人仓库就地封存")
        self.record("preservation", "先行登记保存录像", mp4(f"{self.case} preservation"))

    def release(self) -> None:
        self.step(
            Step.HANDLE_PRESERVED, self.actor("B"), mode="release", handling="已取样留证，解除登记保存，退还当事人。"
        )
        self.serve(Doc.PRESERVATION_HANDLING)

    def demand_correction(self) -> None:
        due = clocks.calendar().add(self.on, 10)
        self.step(Step.ORDER_CORRECTION, self.lead, demand=self.matter.correction, due_on=due)
        self.serve(Doc.ORDER_TO_CORRECT)

    def recheck(self) -> None:
        self.step(Step.RECHECK, self.lead, result="corrected", findings="经现场复查，已按要求改正。")
        self.serve(Doc.RECHECK_RECORD)

    def decline(self) -> None:
        self.step(
            Step.DECLINE_FILING, self.actor("B"), ground="slight",
            reason="经核查，违法行为轻微并已当场改正，没有造成危害后果，不予立案。",
        )  # fmt: skip

    def transfer(self) -> None:
        self.step(
            Step.TRANSFER, self.actor("B"), receiver="三门峡市公安局", ground="crime",
            reason="经调查，涉案数额可能达到刑事追诉标准，涉嫌犯罪，依法移送。",
        )  # fmt: skip

    def spare(self) -> None:
        """The penalty proposed is none: first offence, slight, corrected in time (处33)."""
        procedure.edit_case(
            actor=self.lead, case_id=self.case, now=self.at,
            values={
                "no_penalty_ground": "first", "penalties": [], "fine": 0, "confiscated_income": 0, "goods_value": 0,
                "confiscated_goods": "", "discretion": "当事人初次违法，危害后果轻微，发现当日改正，可以不予行政处罚。",
            },
        )  # fmt: skip

    def decide_none(self) -> None:
        self.step(Step.DECIDE_NO_PENALTY, self.actor("B"))

    def conclude(self) -> None:
        self.document(Doc.INVESTIGATION_REPORT)
        self.step(Step.CONCLUDE, self.lead)
