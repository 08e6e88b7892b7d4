"""国有土地上房屋征收 in the demonstration: one project, and the files of its households. Everyone in it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4
from mingjing.law.kinds import ActKind, Doc, Step
from mingjing.procedure.limits import BEIJING

GOVERNMENT = "三门峡市人民政府（示例）"
AREA = "示例路以东、示例街以南、示例河以北、示例巷以西，共3户"
PLACE = "示例社区公告栏和三门峡市人民政府网站（示例）"
PLAN = (
    "补偿方式由被征收人选择货币补偿或者房屋产权调换。货币补偿按评估价值，不低于征收决定公告之日类似房地产的市场价格；另付搬迁费、"
    "临时安置费和停产停业损失。签约期限内签约并搬迁的给予奖励。产权调换房屋为示例花园小区。"
)
# name, kind, house, size, appraisal in 分, agrees
HOUSEHOLDS: tuple[tuple[str, str, str, str, int, bool], ...] = (
    ("三门峡示例百货楼有限公司", "organisation", "示例路11号", "1260.50", 756_300_000, True),
    ("", "person", "示例路13号院1号楼2单元101室", "86.20", 43_100_000, True),
    ("", "person", "示例路13号院1号楼2单元202室", "92.70", 46_350_000, False),
)


@dataclass
class Project(CaseDeed):
    """The project up to its announcement; then one file after another."""

    matter: Any

    @property
    def place(self) -> str:
        return "三门峡市湖滨区示例路"

    def household(self, n: int) -> dict[str, Any]:
        name, kind, house, *_ = HOUSEHOLDS[n]
        serial = 8000 + n
        person = seeds.person_name(serial)
        values = {
            "kind": kind,
            "name": name or person,
            "address": f"河南省三门峡市湖滨区{house}",
            "phone": f"1390396{n:04d}",
        }
        if kind == "person":
            return values | {"id_number": seeds.id_number(serial)}
        return values | {"code": seeds.credit_code("91", "411202", serial), "representative": person}

    @property
    def party(self) -> dict[str, Any]:
        return self.household(0)

    @property
    def cost(self) -> int:
        return sum(h[4] for h in HOUSEHOLDS) * 11 // 10

    def open(self) -> None:
        self.begin(
            ActKind.LEVY, "expropriation", cause="示例河沿岸旧城区改建", source="office",
            clue="示例河沿岸房屋年久失修，基础设施落后，列入本年度旧城区改建计划。",
            power=self.world.powers[self.organ, "expropriate"], public_interest=True,
            parties=[self.household(n) for n in range(len(HOUSEHOLDS))],
            citations=[{"statute": self.world.statutes["fz"], "article": "第八条第五项", "role": "penalty"}],
            details={
                "project": "示例河沿岸旧城区改建项目（示例）", "ground": "old_town", "area": AREA, "government": GOVERNMENT,
                "households": len(HOUSEHOLDS), "many": "no", "cost": self.cost,
            },
        )  # fmt: skip

    def publish_plan(self) -> None:
        self.named["sign_until"] = self.on + timedelta(days=120)
        self.step(
            Step.PUBLISH_PLAN, self.actor("U"), plan=PLAN, ways="书面送交示例社区居委会，或者发送至政府网站征求意见专栏。",
            sign_until=self.named["sign_until"], place=PLACE,
        )  # fmt: skip

    def publish_views(self) -> None:
        self.step(
            Step.PUBLISH_VIEWS, self.actor("U"), views="收到书面意见2条，希望提高临时安置费、明确产权调换房屋交付时间。",
            changes="临时安置费标准由每月每平方米15元调整为18元，写明产权调换房屋交付时间。", majority_against="no", place=PLACE,
        )  # fmt: skip

    def risk(self) -> None:
        self.step(
            Step.ASSESS_RISK, self.actor("U"), assessor="示例咨询有限公司", findings="补偿诉求分散，已逐户沟通；施工扰民，已制定方案。",
            level="low", conclusion="go",
        )  # fmt: skip

    def funds(self) -> None:
        self.step(
            Step.RECORD_FUNDS, self.actor("U"), amount=self.cost, account="示例银行三门峡分行专户，尾号0001",
            voucher=f"示例存4112-{self.n:05d}", paid_in_on=self.on,
        )  # fmt: skip

    def survey(self) -> None:
        self.record("survey", "房屋调查登记", mp4(f"{self.case} survey"))
        rows = [
            {
                "household": self.household(n)["name"],
                "seat": h[2],
                "use": "商业" if n == 0 else "住宅",
                "area": h[3],
                "right": "有证",
            }
            for n, h in enumerate(HOUSEHOLDS)
        ]
        self.step(Step.SURVEY, self.lead, houses=rows, place=PLACE)

    def draft_decision(self) -> None:
        self.draft(Doc.EXPROPRIATION_DECISION)

    def decide(self) -> None:
        self.step(Step.DECIDE_EXPROPRIATION, self.actor("B"))

    def announce(self) -> None:
        self.step(Step.ANNOUNCE_EXPROPRIATION, self.lead, until=self.on + timedelta(days=10), place=PLACE)
        self.named["announced"] = self.on

    def choose(self) -> None:
        self.step(
            Step.CHOOSE_APPRAISER, self.actor("U"), appraiser="示例房地产估价有限公司", way="agreed", published_on=self.on,
            course="3户协商一致选定，结果已公布。",
        )  # fmt: skip

    def file(self, n: int) -> None:
        """分户立档: the household's case begins by this step."""
        h = HOUSEHOLDS[n]
        self.step(
            Step.OPEN_HOUSEHOLD, self.lead, household=self.household(n)["name"], house=h[2], size=h[3], owner="known"
        )
        self.named[f"case{n}"] = Case.objects.filter(origin_id=self.case).latest("opened_at", "ledger_id").pk

    def publish_households(self) -> None:
        rows = [
            {"household": self.household(n)["name"], "area": h[3], "way": "货币补偿", "amount": f"{h[4] / 100:.2f}元"}
            for n, h in enumerate(HOUSEHOLDS)
        ]
        self.step(Step.PUBLISH_HOUSEHOLDS, self.actor("U"), rows=rows, place=PLACE)


@dataclass
class Household(CaseDeed):
    """One household of a project; ``matter`` is the project, ``which`` its place in the list."""

    matter: Project
    which: int = 0

    @property
    def place(self) -> str:
        return self.party["address"]  # type: ignore[no-any-return]

    @property
    def party(self) -> dict[str, Any]:
        return self.matter.household(self.which)

    @property
    def worth(self) -> int:
        return HOUSEHOLDS[self.which][4]

    def attach(self) -> None:
        """From here on this is the case the project opened."""
        self.case = self.matter.named[f"case{self.which}"]

    def sleep_until(self, day: date) -> None:
        """The first working morning after a day."""
        day = clocks.calendar().add(day, 1)
        self.at = self.at.replace(year=day.year, month=day.month, day=day.day, hour=9, tzinfo=BEIJING)

    def appraise(self) -> None:
        self.step(
            Step.APPRAISE, self.actor("U"), report_number=f"示例估〔2026〕{self.which + 1}号",
            valued_on=self.matter.named["announced"], value=self.worth,
        )  # fmt: skip

    def items(self) -> tuple[list[dict[str, Any]], int]:
        parts = (("被征收房屋价值", self.worth), ("搬迁、临时安置费", 1_800_000), ("补助和奖励", 2_000_000))
        rows = [{"item": item, "amount": amount} for item, amount in parts]
        return rows, sum(amount for _, amount in parts)

    def agree_terms(self) -> None:
        rows, total = self.items()
        self.step(
            Step.SIGN_AGREEMENT, self.actor("B"), way="money", items=rows, amount=total, pay_way="签约后十五日内一次付清，转入被征收人账户",
            move_until=self.on + timedelta(days=45),
        )  # fmt: skip

    def draft_compensation(self) -> None:
        rows, total = self.items()
        self.draft(
            Doc.HOUSE_COMPENSATION, facts="房屋征收决定公告后，房屋征收部门组织选定评估机构、送达评估报告，被征收人未申请复核，"
            "经三次协商，在签约期限内没有达成补偿协议。", way="money", items=rows, amount=total,
            pay_way="本决定送达后十五日内存入补偿专户，被征收人可以随时领取", move_until=(self.on + timedelta(days=60)).isoformat(),
        )  # fmt: skip

    def decide(self) -> None:
        self.step(Step.DECIDE_COMPENSATION, self.actor("B"))

    def announce(self) -> None:
        self.step(Step.ANNOUNCE_COMPENSATION, self.lead, place=PLACE)

    def pay_out(self) -> None:
        way = "transfer" if HOUSEHOLDS[self.which][5] else "account"
        self.step(
            Step.PAY_COMPENSATION, self.lead, amount=self.items()[1], way=way, bank="示例银行三门峡分行", paid_on=self.on,
            voucher=f"示例补4112-{self.which:05d}",
        )  # fmt: skip

    def move(self) -> None:
        self.step(Step.RECORD_MOVE, self.lead, moved_on=self.on, handed_over="房屋腾空，水电结清，钥匙已交。")
