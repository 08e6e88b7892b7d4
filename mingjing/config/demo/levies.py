"""行政征收征用 in the demonstration, one case at a time: a fee, and goods requisitioned in an emergency.

Parties and sums are invented and marked 示例. Every method is one act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4
from mingjing.law.kinds import ActKind, Step
from mingjing.procedure.facts import gather
from mingjing.procedure.models import Decision

PLACES = ("示例路北段工地", "示例工业园区二期", "示例沟治理项目区", "示例大道西延线")


@dataclass
class Levy(CaseDeed):
    """What cases of this act share: an invented firm, cited articles, publication of whichever decision stands."""

    matter: Any

    @property
    def place(self) -> str:
        return f"三门峡市陕州区{PLACES[self.n % len(PLACES)]}"

    @property
    def party(self) -> dict[str, Any]:
        n = 7000 + self.n
        return {
            "kind": "organisation", "name": f"三门峡示例{self.n:03d}号{self.matter.trade}有限公司",
            "code": seeds.credit_code("91", "411203", n), "representative": seeds.person_name(n),
            "address": f"三门峡市陕州区示例路{self.n}号", "phone": f"1390397{self.n:04d}",
        }  # fmt: skip

    def cited(self, law: str, *articles: str) -> list[dict[str, str]]:
        return [{"statute": self.world.statutes[law], "article": a, "role": "penalty"} for a in articles]

    @property
    def owed(self) -> tuple[int, int]:
        """(fee and late fee still to pay, of which fee), in 分."""
        d = gather(Case.objects.get(pk=self.case), on=self.on).facts.decision
        assert d is not None
        return d.fine + d.surcharge - d.paid, d.fine - d.paid


@dataclass(frozen=True, slots=True)
class Due:
    """What one fee is levied on. Money in 分."""

    fee: str
    power: str
    trade: str
    cause: str
    facts: str
    quantity: int
    unit: str
    standard: int
    law: tuple[str, str]
    period: str
    period_end: str = ""
    reduction: int = 0


SOIL = Due(
    "soil", "soil_fee", "建设", "生产建设项目占用土地，损坏水土保持设施、地貌植被",
    "当事人在水土流失易发区开办生产建设项目，经批准的水土保持方案载明征占用土地面积48,600平方米，执法人员现场核实一致。",
    48_600, "平方米", 120, ("stbc", "第三十二条第二款"), "示例标准厂房项目（一次性征收）",
)  # fmt: skip
SMALL_SOIL = Due(
    "soil", "soil_fee", "矿业", "开采建筑用石料，损坏水土保持设施、地貌植被",
    "当事人开采建筑用石料，经批准的水土保持方案和年度开采报告载明本年度开采量86,000吨，执法人员核对出库记录一致。",
    86_000, "吨", 50, ("stbc", "第三十二条第二款"), "2026年度开采量",
)  # fmt: skip
WATER = Due(
    "water", "water_fee", "水务", "取用地表水，欠缴水资源费",
    "当事人持取水许可证取用地表水，计量设施记录2024年1月1日至11月30日取水210,000立方米，至今未缴纳该所属期的水资源费。",
    210_000, "立方米", 35, ("qs", "第二十八条"), "2024年1月至11月", period_end="2024-11-30",
)  # fmt: skip


@dataclass
class Fee(Levy):
    """A fee from its assessment to the archive."""

    matter: Due

    def open(self) -> None:
        m = self.matter
        end = self.on.fromisoformat(m.period_end) if m.period_end else self.on
        self.begin(
            ActKind.LEVY, "fee", cause=m.cause, source="office", clue=m.facts, power=self.world.powers[self.organ, m.power],
            citations=self.cited(*m.law),
            details={
                "fee": m.fee, "period": m.period, "period_end": end,
                "budget_item": "示例收入科目（政府非税收入）",
                "collector": "国家税务总局三门峡市税务局（示例）征收，缴入国库",
            },
        )  # fmt: skip

    def assess(self) -> None:
        m = self.matter
        more = {"reduction": m.reduction, "reduction_basis": "《示例减免规定》第二条"} if m.reduction else {}
        self.step(
            Step.ASSESS, self.actor("U"), facts=m.facts, quantity=m.quantity, unit=m.unit, standard=m.standard,
            amount=m.quantity * m.standard - m.reduction, opinion="计征基数清楚，标准适用正确，核定如上。", **more,
        )  # fmt: skip

    def exempt(self) -> None:
        self.step(Step.NOT_LEVY, self.actor("B"), reason="经核实，属于建设市政生态环境保护基础设施项目，依照规定免征。")

    def issue(self) -> None:
        self.step(Step.ISSUE_PAY_NOTICE, self.actor("B"))

    def pay_part(self, amount: int) -> None:
        count = self.named.setdefault("payments", 0)
        self.named["payments"] = count + 1
        self.step(
            Step.RECORD_PAYMENT, self.lead, amount=amount, voucher=f"示例征4112-{self.n:05d}-{count}", paid_on=self.on,
            bank="国家金库三门峡市中心支库（示例）",
        )  # fmt: skip

    def pay_rest(self) -> None:
        self.pay_part(self.owed[0])

    def ask(self, days: int) -> None:
        due = clocks.obligation_of(self.case, "fee.pay").rolled  # type: ignore[union-attr]
        self.named["until"] = due + timedelta(days=days)
        self.step(
            Step.ASK_DEFERRAL, self.lead, asked_on=self.on, mode="defer", until=self.named["until"],
            reason="设备检修停产，流动资金紧张，附银行流水和用工证明，请求缓缴。",
        )  # fmt: skip

    def ask_instalments(self) -> None:
        due = clocks.obligation_of(self.case, "fee.pay").rolled  # type: ignore[union-attr]
        whole = self.owed[1]
        plan = [
            {"due_on": (due + timedelta(days=20)).isoformat(), "amount": whole // 2},
            {"due_on": (due + timedelta(days=50)).isoformat(), "amount": whole - whole // 2},
        ]
        self.step(
            Step.ASK_DEFERRAL, self.lead, asked_on=self.on, mode="instalments", plan=plan,
            reason="订单减少，一次缴清影响发放工资，附财务报表，请求分两期缴纳。",
        )  # fmt: skip

    def answer(self, granted: str = "granted") -> None:
        words = {"granted": "申请人经营确有特殊困难，证明材料齐全。", "refused": "申请材料不能证明有特殊困难。"}
        self.step(Step.ANSWER_DEFERRAL, self.actor("B"), granted=granted, reason=words[granted])

    def silent(self) -> None:
        self.step(Step.DEFERRAL_BY_SILENCE, self.lead, reason="承办人员交接，没有在期限内报批。")

    def chase(self) -> None:
        self.step(Step.CHASE, self.lead)

    def late(self) -> None:
        self.step(Step.FEE_LATE, self.actor("U"))

    def execute(self) -> None:
        self.step(Step.RECORD_EXECUTION, self.lead, reason="款项已全部缴入国库。")


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is requisitioned and for what."""

    trade: str
    event: str
    use: str
    goods: tuple[tuple[str, int, str], ...]
    back: tuple[tuple[str, int, int, int, str], ...]  # name, whole, damaged, lost, note
    losses: tuple[tuple[str, str, str, int], ...]  # name, kind, way, 分
    urgent: bool = False


FLOOD = Emergency(
    "工程机械", "2026年示例河秋汛（市防汛抗旱指挥部启动防汛Ⅲ级应急响应）", "封堵示例河堤防管涌、转运防汛物资",
    (("示例装载机ZL50", 2, "九成新"), ("示例潜水泵150", 10, "完好"), ("编织袋", 3000, "全新")),
    (("示例装载机ZL50", 1, 1, 0, "右前轮和铲斗毁损"), ("示例潜水泵150", 9, 0, 1, "被洪水冲走"), ("编织袋", 0, 0, 3000, "用于堤防填筑")),
    (("示例装载机ZL50", "使用", "2台，3天，按当地租赁均价", 720_000), ("示例装载机ZL50", "毁损", "维修报价", 1_860_000),
     ("示例潜水泵150", "使用", "10台，3天", 150_000), ("示例潜水泵150", "灭失", "重置成本扣减折旧", 234_000),
     ("编织袋", "灭失", "3000条，按购入价", 450_000)),
    urgent=True,
)  # fmt: skip
SNOW = Emergency(
    "运输", "2026年示例暴雪（市政府启动低温雨雪冰冻灾害Ⅳ级应急响应）", "转运滞留人员和除雪物资",
    (("示例大客车豫M示例1", 1, "完好"), ("示例货车豫M示例2", 2, "完好")),
    (("示例大客车豫M示例1", 1, 0, 0, ""), ("示例货车豫M示例2", 2, 0, 0, "")),
    (("示例大客车豫M示例1", "使用", "2天，按客运包车价", 520_000), ("示例货车豫M示例2", "使用", "2台，2天", 480_000)),
)  # fmt: skip


@dataclass
class Requisition(Levy):
    """Goods taken for an emergency, used, returned and compensated."""

    matter: Emergency

    def rows(self) -> list[dict[str, Any]]:
        owner = self.party["name"]
        return [{"name": n, "quantity": q, "condition": c, "owner": owner} for n, q, c in self.matter.goods]

    def open(self) -> None:
        m = self.matter
        self.begin(
            ActKind.LEVY, "requisition", cause=f"应急征用{m.trade}设备", source="emergency", clue=m.event,
            power=self.world.powers[self.organ, "requisition"], citations=self.cited("tf", "第十二条", "第七十六条"),
            details={"event": m.event, "use": m.use, "until": self.on + timedelta(days=10), "goods": self.rows()},
        )  # fmt: skip

    def _present(self) -> dict[str, str]:
        return {"present_name": self.party["representative"], "remark": "当面清点，与清单一致。", "place": self.place}

    def approve(self) -> None:
        self.step(Step.APPROVE_REQUISITION, self.actor("B"))

    def take(self) -> None:
        self.record("requisition", "实施征用、清点交接", mp4(f"{self.case} requisition"))
        reason = {"reason": "堤防出现管涌，必须立即封堵，来不及先办手续。"} if self.matter.urgent else {}
        step = Step.REQUISITION_URGENTLY if self.matter.urgent else Step.REQUISITION
        self.step(step, self.lead, handed_at=self.at, goods=self.rows(), **self._present(), **reason)

    def complete(self) -> None:
        self.step(Step.COMPLETE_REQUISITION, self.actor("B"))

    def use(self, ended: bool = False) -> None:
        self.step(
            Step.END_USE if ended else Step.RECORD_USE, self.lead, used_from=self.at - timedelta(hours=6),
            used_to=self.at - timedelta(hours=1), place=self.place, used_by="示例抢险突击队",
            content=f"{self.matter.use}，作业正常。" if not ended else "应急处置工作结束，停止使用，清点归拢。",
        )  # fmt: skip

    def give_back(self) -> None:
        self.record("return", "返还征用物品", mp4(f"{self.case} return"))
        goods = [
            {"name": n, "returned": whole, "damaged": damaged, "lost": lost, "note": note}
            for n, whole, damaged, lost, note in self.matter.back
        ]
        self.step(Step.RETURN_GOODS, self.lead, returned_at=self.at, goods=goods, **self._present())

    def assess(self) -> None:
        losses = [{"name": n, "kind": k, "way": w, "amount": a} for n, k, w, a in self.matter.losses]
        self.step(
            Step.ASSESS_DAMAGE, self.actor("U"), losses=losses, assessor="示例资产评估有限公司（双方共同委托）",
            party_view="对评估结果没有异议。",
        )  # fmt: skip

    def compensate(self) -> None:
        total = sum(a for _, _, _, a in self.matter.losses)
        self.step(
            Step.COMPENSATE_REQUISITION, self.actor("B"), amount=total, pay_by=self.on + timedelta(days=20),
            pay_way="国库集中支付，转入被征用人账户", facts="征用物品已经返还，毁损、灭失情况与返还单一致，双方没有争议。",
        )  # fmt: skip

    def pay_out(self) -> None:
        total = sum(a for _, _, _, a in self.matter.losses)
        self.step(
            Step.PAY_COMPENSATION, self.lead, amount=total, way="transfer", voucher=f"示例支4112-{self.n:05d}",
            bank="示例银行三门峡分行", paid_on=self.on,
        )  # fmt: skip

    @property
    def decisions(self) -> int:
        return Decision.objects.filter(case_id=self.case).count()
