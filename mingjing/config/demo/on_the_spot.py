"""Penalties on the spot in the demonstration: one street, one officer's telephone, a few minutes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4, photo
from mingjing.law.kinds import ActKind, Step
from mingjing.procedure import materials
from mingjing.vault import actions as vault

STREETS = ("示例街与示例路交叉口", "示例广场东侧", "示例市场门前", "示例小学门前", "示例公园西门")


@dataclass(frozen=True, slots=True)
class Stall:
    """One kind of matter that is dealt with in the street. ``fine`` in 元; 0 is a warning."""

    words: str
    party: str
    fine: int
    collected: bool = False
    refused: bool = False
    stated: bool = False


STALLS = (
    Stall("占用道路摆放水果摊一处，影响行人通行", "person", 50, collected=True),
    Stall("占用道路停放流动餐车经营小吃", "person", 0),
    Stall("店门外占用道路摆放货架两组", "sole_trader", 200, stated=True),
    Stall("占用道路堆放促销物品约6平方米", "organisation", 1000),
    Stall("占用道路摆放服装摊一处，劝离后返回", "person", 100, collected=True, refused=True),
)
NAMES = {"sole_trader": "湖滨区示例{n:03d}号百货店", "organisation": "三门峡示例{n:03d}号商贸有限公司"}


@dataclass
class Spot(CaseDeed):
    """A penalty on the spot under way."""

    matter: Stall

    @property
    def place(self) -> str:
        return f"三门峡市湖滨区{STREETS[self.n % len(STREETS)]}"

    @property
    def party(self) -> dict[str, Any]:
        n, kind = 6000 + self.n, self.matter.party
        person = seeds.person_name(n)
        values = {"kind": kind, "name": person, "address": self.place, "phone": f"1390399{self.n:04d}"}
        if kind == "person":
            return values | {"id_number": seeds.id_number(n), "address": f"河南省三门峡市湖滨区示例里{self.n}号院"}
        code = seeds.credit_code("91" if kind == "organisation" else "92", "411202", n)
        return values | {"name": NAMES[kind].format(n=self.n), "code": code, "representative": person}

    def open(self) -> None:
        day, fine = self.on, self.matter.fine * 100
        violation = f"{day.year}年{day.month}月{day.day}日，在{self.place}{self.matter.words}。"
        cited = [("violated", "第十四条"), ("penalty", "第三十六条第一项")]
        self.begin(
            ActKind.PENALTY, "summary", cause="占用道路摆摊设点", source="inspection", clue=violation,
            power=self.world.powers[self.organ, "street_stall"], act_from=day, act_ended_on=day, violation=violation,
            citations=[{"statute": self.world.statutes["sr"], "article": a, "role": role} for role, a in cited],
            penalties=["fine"] if fine else ["warning"], fine=fine, correction="立即清理占用道路的物品。",
            details={"certain": True},
        )  # fmt: skip

    def prove(self) -> None:
        """A photograph of the place."""
        blob = vault.keep(io.BytesIO(photo(f"{self.case} stall")), now=self.at)
        item = materials.add_evidence(
            actor=self.lead, case_id=self.case, now=self.at,
            values={
                "kind": "documentary", "title": "现场照片1张", "proves": "占用道路的情况", "source": "执法人员现场拍摄",
                "obtained_on": self.on, "obtained_by": self.ids("H")[:2], "obtained_place": self.place, "blob": blob,
            },
        )  # fmt: skip
        self.report("证据：现场照片", item.ledger_id)

    def tell(self) -> None:
        self.step(Step.TELL_RIGHTS, self.lead, certificates_shown=True, told=True)

    def hear(self) -> None:
        said = {"content": "刚刚摆放，马上清理，请求从轻。", "answer": "已考虑当场清理的情节，维持拟处罚内容。"}
        if self.matter.stated:
            self.step(Step.HEAR_PARTY, self.lead, said="stated", **said)
        else:
            self.step(Step.HEAR_PARTY, self.lead, said="none")

    def decide(self) -> None:
        if self.matter.refused:
            self.step(
                Step.DECIDE_ON_SPOT, self.lead, receipt="refused", refusal="当事人看过决定书后拒绝签名，留置现场。",
                proof="video", video=f"执法记录仪示例-{self.n:03d}，全程",
            )  # fmt: skip
        else:
            self.step(Step.DECIDE_ON_SPOT, self.lead, receipt="signed")

    def collect(self) -> None:
        self.step(
            Step.COLLECT_ON_SPOT, self.lead, ground="small", amount=self.decision.fine,
            voucher=f"豫财罚示例{self.n:06d}",
        )  # fmt: skip

    def film(self) -> None:
        self.record("spot", "当场处罚录像", mp4(f"{self.case} spot"))

    def report_back(self) -> None:
        self.step(Step.REPORT_BACK, self.lead, reported_to="执法一科")

    def hand_in(self) -> None:
        self.step(Step.HAND_IN, self.lead, receiver="财务室示例收款员")

    def bank_in(self) -> None:
        self.step(Step.BANK_IN, self.actor("U"), voucher=f"示例回单{self.n:06d}", bank="示例银行三门峡分行")

    def execute(self) -> None:
        self.step(Step.RECORD_EXECUTION, self.lead, reason="已履行。")
