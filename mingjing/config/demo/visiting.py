"""Inspections of the demonstration: what each field looks at, invented firms, the lists they rest on, one visit's acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mingjing.catalog import actions as catalog
from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.founding import FOUNDER, World
from mingjing.config.demo.investigating import AIR_LAW_END
from mingjing.law.kinds import ActKind, Doc, Step
from mingjing.organs.permissions import Actor
from mingjing.procedure import planning
from mingjing.procedure.models import InspectionPlan

CAP_BASIS = "《涉企行政检查事项和频次上限公告》（示例）"


@dataclass(frozen=True, slots=True)
class VisitMatter:
    """What one field looks at: power, items with standards, the firms, what is found wrong and which rule it breaks."""

    field: str
    power: str
    cause: str
    targets: str
    firm: str
    items: tuple[tuple[str, str], ...]
    fine: tuple[str, ...]
    wrong: str
    violation: str
    violated: tuple[str, str]
    demand: str
    most: int = 2


VISITS = {
    "food": VisitMatter(
        "市场监管", "inspect_food", "食品销售者监督检查", "食品销售者", "示例食品超市有限公司",
        (("经营资质", "食品经营许可证在有效期内并公示"), ("从业人员", "健康证明在有效期内"),
         ("进货查验", "索证索票和进货记录齐全"), ("食品保质期", "不经营超过保质期的食品")),
        ("许可证在有效期内，已在门口公示", "抽查 4 名从业人员，健康证明均在有效期内", "抽查 6 个品种，票证齐全", "抽查 30 个品种，均在保质期内"),
        "货架上有超过保质期的饼干 6 袋", "在货架上陈列待售超过保质期的饼干6袋，货值48元。",
        ("中华人民共和国食品安全法", "第三十四条第十项"), "立即下架过期食品，建立保质期定期检查记录。",
    ),
    "pollution": VisitMatter(
        "生态环境", "inspect_pollution", "排污单位现场检查", "重点排污单位和一般排污单位", "示例建材厂有限公司",
        (("排污许可", "持证排污，台账完整"), ("治污设施", "废气治理设施正常运行"), ("物料堆放", "易产生扬尘的物料围挡、覆盖")),
        ("排污许可证在有效期内，台账记录完整", "除尘设施运行正常，记录完整", "料场已封闭，物料已覆盖"),
        "厂区东侧露天堆放石料约 60 吨，没有围挡、覆盖", "在厂区东侧露天堆放石料约60吨，未采取围挡、覆盖等防尘措施。",
        ("中华人民共和国生态环境法典", "第一千一百三十条"), "对露天堆放的物料设置围挡并覆盖。",
    ),
    "safety": VisitMatter(
        "应急管理", "inspect_safety", "工贸企业安全生产检查", "工贸企业", "示例机械制造有限公司",
        (("安全生产责任制", "责任制健全并考核"), ("隐患排查", "建立制度并如实记录"), ("特种作业", "作业人员持证上岗")),
        ("责任制文件和考核记录齐全", "有月度排查记录，已整改销号", "3 名焊工均持有效证件"),
        "近三个月没有隐患排查治理记录", "近三个月没有事故隐患排查治理记录。",
        ("中华人民共和国安全生产法", "第四十一条第二款"), "建立并执行隐患排查治理制度，补齐记录。",
    ),
    "health": VisitMatter(
        "卫生健康", "inspect_health", "公共场所卫生监督检查", "住宿、美容美发等公共场所", "示例宾馆有限公司",
        (("卫生许可", "持有有效的卫生许可证"), ("从业人员", "健康合格证明有效"), ("用品用具", "清洗消毒记录完整")),
        ("卫生许可证在有效期内", "抽查 5 名从业人员，证明均有效", "清洗消毒记录完整"),
        "1 名从业人员的健康合格证明已过期", "安排1名健康合格证明已过期的从业人员从事直接服务工作。",
        ("公共场所卫生管理条例实施细则", "第十条第二款"), "过期人员离岗，取得有效健康合格证明后上岗。",
    ),
}  # fmt: skip
OF_FIELD = {m.field: key for key, m in VISITS.items()}
CODE = "检查码示例"


def firm(n: int, matter: VisitMatter) -> dict[str, Any]:
    """The n-th invented firm of a field, as ``open_case`` takes a party."""
    return {
        "kind": "organisation",
        "name": matter.firm.replace("示例", f"示例{n:03d}号"),
        "code": seeds.credit_code("91", "411202", 2000 + n),
        "representative": seeds.person_name(900 + n),
        "address": f"河南省三门峡市湖滨区示例大道{n}号",
        "phone": f"1390398{(3000 + n) % 10000:04d}",
    }


def lists(world: World, organ: str, matter: VisitMatter, at: datetime, years: tuple[int, ...]) -> None:
    """What an organ's visits rest on: the published cap, and an approved plan for each of these years."""
    on, owner = at.date(), world.organs[organ]
    catalog.set_visit_cap(
        by=FOUNDER, now=at, organ=owner, most=matter.most, basis=CAP_BASIS, valid_from=date(on.year - 1, 1, 1)
    )
    lead, head = world.actor(organ, "U", on), world.actor(organ, "B", on)
    for year in years:
        rows: list[dict[str, Any]] = [
            {
                "power": world.powers[organ, matter.power], "type": kind, "targets": matter.targets, "filed": "",
                "frequency": words, "items": items_of(matter), "months": list(range(1, 13)),
            }
            for kind, words in (("routine", "按信用风险分类，每年 1 至 2 次"), ("random", "每年不少于 2 批"))
        ]  # fmt: skip
        plan = planning.save_plan(
            actor=lead, organ_id=owner.pk, year=year, title=f"{year} 年度{matter.cause}计划（示例）", rows=rows, now=at
        )
        planning.approve_plan(actor=head, plan_id=plan.pk, opinion="同意，按频次上限执行。", now=at)


def items_of(matter: VisitMatter) -> list[dict[str, str]]:
    """The items of a field with their standards."""
    return [{"item": item, "standard": standard} for item, standard in matter.items]


@dataclass
class Visiting(CaseDeed):
    """One visit under way; every method is one act of its people."""

    matter: VisitMatter
    firm_no: int = 0
    leader: Actor | None = None  # where the officers were drawn

    @property
    def lead(self) -> Actor:
        return self.leader or self.actor("H")

    @property
    def party(self) -> dict[str, Any]:
        return firm(self.firm_no or self.n, self.matter)

    @property
    def place(self) -> str:
        return f"{self.party['address']}（经营场所）"

    def open(self, kind: str = "routine", *, notice: str = "given", wrong_source: str = "", **more: Any) -> None:
        last = clocks.calendar().add(self.on, 15)
        details = {
            "type": kind, "items": items_of(self.matter), "method": "on_site", "notice": notice,
            "planned_from": self.on, "planned_to": last,
            "unannounced_reason": "事先通知可能影响对现场真实状况的了解。" if notice == "unannounced" else "",
        } | more  # fmt: skip
        if kind in {"routine", "special"} and "plan" not in details:
            details["plan"] = self._plan_row()
        source = {"routine": "plan", "special": "plan", "random": "draw"}.get(kind, wrong_source or "complaint")
        self.begin(
            ActKind.INSPECTION, "inspection", cause=self.matter.cause, source=source,
            clue=f"对{self.party['name']}进行{self.matter.cause}。", power=self.world.powers[self.organ, self.matter.power],
            details=details,
        )  # fmt: skip

    def _plan_row(self) -> str:
        organ = self.world.organs[self.organ]
        plan = InspectionPlan.objects.get(organ=organ, year=self.on.year)
        return plan.rows.get(ord=1).pk

    def approve(self) -> None:
        self.step(Step.APPROVE_INSPECTION, self.actor("B"), opinion="符合计划和频次要求，同意检查。")

    def notify(self) -> None:
        self.step(Step.NOTIFY_INSPECTION, self.lead, prepare="近三个月的相关记录。")
        self.serve(Doc.INSPECTION_NOTICE)

    def enter(self) -> None:
        self.step(
            Step.ENTER, self.lead, entered_at=self.at - timedelta(minutes=2), received_by=f"{self.present}，当班负责人",
            shown="scanned", code=f"{CODE}{self.n:04d}", rights_told=True, bans_told=True, recusal="no",
        )  # fmt: skip

    @property
    def violated(self) -> tuple[str, str]:
        """The rule that is broken, as it was in force on the day."""
        if self.matter.violated[0].endswith("生态环境法典") and self.on <= AIR_LAW_END:
            return "中华人民共和国大气污染防治法", "第七十二条第一款"
        return self.matter.violated

    @property
    def present(self) -> str:
        return seeds.person_name(1300 + self.n)

    def record_findings(self, *, wrong: bool = False, proposal: str = "") -> None:
        """The last item is found wrong where ``wrong``; every other complies."""
        m = self.matter
        rows = [
            {"item": item, "finding": found, "result": "符合"} for (item, _), found in zip(m.items, m.fine, strict=True)
        ]
        more: dict[str, Any] = {"violation": "", "violated": []}
        if wrong:
            rows[-1] |= {"finding": m.wrong, "result": "不符合"}
            day = f"{self.on.year}年{self.on.month}月{self.on.day}日"
            more = {
                "violation": f"{day}，{self.party['name']}{m.violation}",
                "violated": [dict(zip(("law", "article"), self.violated, strict=True))],
            }
        self.step(
            Step.RECORD_INSPECTION, self.lead, started_at=self.at - timedelta(minutes=50),
            ended_at=self.at - timedelta(minutes=5), present_name=self.present, present_role="当班负责人", items=rows,
            statement="对检查情况没有异议。" if not wrong else "情况属实，马上整改。",
            recording=f"执法记录仪示例-{self.n:03d}，全程录像", remark="以上笔录已看过，与实际情况相符。",
            proposal=proposal or ("correct" if wrong else "none"), **more,
        )  # fmt: skip

    def order(self, working_days: int = 5) -> None:
        due = clocks.calendar().add(self.on, working_days)
        self.step(Step.ORDER_CORRECTION, self.lead, demand=self.matter.demand, due_on=due)
        self.serve(Doc.ORDER_TO_CORRECT)

    def draft_result(self) -> None:
        self.draft(Doc.INSPECTION_RESULT)

    def give_result(self) -> None:
        self.step(Step.GIVE_RESULT, self.actor("B"))

    def recheck(self, result: str = "corrected") -> None:
        words = {"corrected": "经现场复查，已按要求改正。"}.get(result, "经现场复查，仍未改正。")
        self.step(Step.RECHECK_INSPECTION, self.lead, result=result, findings=words)
        self.serve(Doc.RECHECK_RECORD)

    def open_penalty(self, power: str, cause: str) -> None:
        words = "检查发现的行为涉嫌违法，依法应当给予行政处罚。"
        self.step(Step.OPEN_PENALTY, self.lead, power=power, penalty_cause=cause, reason=words)

    def cancel(self) -> None:
        self.step(Step.CANCEL_INSPECTION, self.actor("B"), reason="企业临时停业，另行安排。")
