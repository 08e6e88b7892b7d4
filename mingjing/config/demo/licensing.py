"""Licences in the demonstration: what is applied for, by whom, and every act from the counter to the archive."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4, photo
from mingjing.law.kinds import ActKind, Doc, Step
from mingjing.law.licence_item import LicenceItem
from mingjing.law.licence_items import item_on
from mingjing.procedure import applying, papers
from mingjing.procedure.licensing import licence_of
from mingjing.vault import actions as vault

PLACES = ("示例商业街6号", "示例路21号", "示例广场B座2层", "示例镇示例村", "示例大道105号", "示例园区3号楼")


@dataclass(frozen=True, slots=True)
class Want:
    """What is applied for. ``power``: key of the organ's power; ``firm``: name of the applicant, 示例 in it."""

    item: str
    power: str
    party: str
    firm: str
    scope: str
    facts: str
    reasons: str
    trade: str = ""


WANTS = {
    "noodles": Want(
        "food_operation", "food_licence", "organisation", "三门峡示例餐饮管理有限公司", "热食类食品制售",
        "提交的材料齐全，现场核查与材料一致，经营场所、设备设施、布局流程、食品安全管理人员和规章制度符合规定。",
        "经营场所与公共厕所相距不足规定的距离，粗加工与烹饪区域没有分隔，不符合《中华人民共和国食品安全法》第三十三条第一款"
        "第一项、第四项的规定。", "2",
    ),
    "shop": Want(
        "food_operation", "food_licence", "sole_trader", "湖滨区示例生鲜超市", "预包装食品销售，散装食品销售",
        "提交的材料齐全，现场核查与材料一致，经营场所、设备设施和规章制度符合规定。",
        "散装食品没有防尘防蝇设施，不符合《中华人民共和国食品安全法》第三十三条第一款第二项的规定。", "1",
    ),
    "hotel": Want(
        "public_place", "public_place", "organisation", "三门峡示例酒店有限公司", "住宿场所",
        "提交的材料齐全，现场核查与材料一致，布局、卫生设施、检测结果符合公共场所卫生要求。",
        "没有设置独立的清洗消毒间，不符合《公共场所卫生管理条例实施细则》的规定。",
    ),
    "water": Want(
        "water_taking", "water_licence", "organisation", "三门峡示例水务有限公司", "地表水，年取水量六万立方米，用于绿化",
        "水资源论证报告经评审，现场核查与报告一致，取水符合总量控制和用水定额，不影响第三者的合法权益。",
        "年取水量超过本区域剩余的许可总量，不符合《取水许可和水资源费征收管理条例》第二十条的规定。",
    ),
    "waste": Want(
        "waste_disposal", "waste_licence", "organisation", "三门峡示例土方工程有限公司", "建筑垃圾约五千立方米，运至示例消纳场",
        "申请材料齐全，符合法定形式。", "消纳场所的接收证明已经过期，不符合《城市建筑垃圾管理规定》第七条的规定。",
    ),
    "vet": Want(
        "vet_drug", "vet_licence", "sole_trader", "示例镇示例兽药门市部", "兽用化学药品、中兽药经营",
        "提交的材料齐全，现场核查与材料一致，技术人员、营业场所、仓库设施符合规定。",
        "没有与所经营的兽药相适应的技术人员，不符合《兽药管理条例》第二十二条的规定。",
    ),
}  # fmt: skip


@dataclass
class Applying(CaseDeed):
    """One application under way, and what becomes of its licence."""

    matter: Want
    code: str = ""
    lacking: tuple[str, ...] = ()
    known: dict[str, Any] = field(default_factory=dict)

    # --- the applicant ---------------------------------------------------------------------------------------------

    @property
    def party(self) -> dict[str, Any]:
        n = 700 + self.n
        person, trader = seeds.person_name(n), self.matter.party == "sole_trader"
        return {
            "kind": self.matter.party, "name": self.matter.firm.replace("示例", f"示例{self.n:03d}号", 1),
            "code": seeds.credit_code("92" if trader else "91", "411202", n), "representative": person,
            "address": self.place, "phone": self.phone,
        }  # fmt: skip

    @property
    def phone(self) -> str:
        return f"1390398{700 + self.n:04d}"

    @property
    def place(self) -> str:
        return f"{self.world.organs[self.organ].address.split('示例')[0]}{PLACES[self.n % len(PLACES)]}"

    @property
    def item(self) -> LicenceItem:
        found = item_on(self.matter.item, self.on)
        assert found is not None
        return found

    def _material(self, code: str) -> dict[str, str]:
        """A scan; a few stand for all, so that loading does not keep the same bytes hundreds of times."""
        scans: dict[str, str] = self.world.__dict__.setdefault("scans", {})
        mark = f"{code} {self.n % 5}"
        key = f"{settings.HOME} {mark}"
        if key not in scans:
            scans[key] = vault.keep(io.BytesIO(photo(mark)), now=self.at).sha256
        return {"code": code, "blob": scans[key]}

    def apply(self, without: tuple[str, ...] = ()) -> None:
        """Online, without an account; ``without``: materials forgotten."""
        self.lacking = without
        held = applying.reusable(
            organ_id=self.world.organs[self.organ].pk, item=self.matter.item, applicant=self.party, on=self.on
        )
        given = [
            {"code": m.code, "held_from": held[m.code]} if m.code in held else self._material(m.code)
            for m in self.item.required
            if m.code not in without
        ]
        receipt = applying.apply_for_licence(
            organ_id=self.world.organs[self.organ].pk, item=self.matter.item, applicant=self.party,
            scope=self.matter.scope, trade=self.matter.trade, place=self.place, materials=given, phone=self.phone,
            request=f"{self.organ}-{self.n}-{self.at.isoformat()}", now=self.at,
        )  # fmt: skip
        self.code = receipt.code
        self.case = applying.application_of(receipt.code, self.phone).case_id
        self.report("网上申请许可", receipt.number)

    def supplement(self) -> None:
        receipt = applying.supplement(
            code=self.code, phone=self.phone, materials=[self._material(c) for c in self.lacking], now=self.at
        )
        self.report("申请人补正材料", receipt.number)

    def take_back(self) -> None:
        receipt = applying.withdraw(code=self.code, phone=self.phone, reason="经营计划改变，暂不办理。", now=self.at)
        self.report("申请人撤回申请", receipt.number)

    # --- receiving and examining -----------------------------------------------------------------------------------

    def correct(self) -> None:
        """The one notice, with everything that is missing."""
        rows = [
            {"material": m.name, "demand": "没有提交，请补交"} for m in self.item.required if m.code in self.lacking
        ]
        self.step(Step.REQUEST_CORRECTION, self.actor("U"), corrections=rows)
        self._serve(Doc.CORRECTION_NOTICE)

    def accept(self) -> None:
        people = self.ids("H")[:2]
        self.step(Step.ACCEPT, self.actor("U"), lead=people[0], others=people[1:])
        self._serve(Doc.ACCEPTANCE_NOTICE)

    def decline(self) -> None:
        self.step(
            Step.REFUSE_ACCEPTANCE, self.actor("U"), ground="not_ours", right_organ="经营所在地的县级主管部门",
            reason="该事项由经营所在地的县级主管部门办理。",
        )  # fmt: skip
        self._serve(Doc.NON_ACCEPTANCE_NOTICE)

    def _serve(self, doc: Doc) -> None:
        self.step(Step.SERVE_DOCUMENT, self.actor("U"), document=self._latest(doc), **self.handed_over())

    def _latest(self, doc: Doc) -> str:
        found = papers.latest(Case.objects.get(pk=self.case), doc)
        assert found is not None
        return found.pk

    def check(self, *, bad: bool = False) -> None:
        """Two look at the place, with their camera on."""
        rows = [{"condition": c, "finding": "与申请材料一致", "result": "符合"} for c in self.item.conditions]
        if bad:
            rows[0] = {"condition": self.item.conditions[0], "finding": self.matter.reasons, "result": "不符合"}
        self.step(
            Step.CHECK_ON_SITE, self.lead, started_at=self.at - timedelta(hours=1), ended_at=self.at, checks=rows,
            remark="情况属实。",
        )  # fmt: skip
        self.record("site_check", "现场核查录像", mp4(f"{self.case} site"))

    def examine(self, *, bad: bool = False, interested: str = "no", by_record: str = "") -> None:
        scope = {"reasons": self.matter.reasons} if bad else {"scope": self.matter.scope}
        mode = "substantive" if self.item.site_check else "formal"
        self.step(
            Step.EXAMINE, self.lead, mode=mode, facts=self.matter.reasons if bad else self.matter.facts,
            interested=interested, conclusion="fails" if bad else "meets", by_record=by_record, **scope,
        )  # fmt: skip

    # --- those whom it concerns, hearing ----------------------------------------------------------------------------

    def tell(self, role: str, who: str) -> None:
        words = "拟设餐饮场所与住宅相邻，涉及油烟、噪声和通行。"
        self.step(Step.TELL_INTERESTED, self.lead, role=role, addressee=who, interest=words)
        self._serve(Doc.INTERESTED_NOTICE)

    def tell_everybody(self) -> None:
        self.tell("interested", "示例小区业主代表")
        self.tell("applicant", self.party["name"])

    def stop_for_hearing(self) -> None:
        """Asked for within five working days; the time it takes is told in writing and does not count."""
        self.step(Step.ASK_LICENCE_HEARING, self.lead, asked_on=self.on, asked_by="interested")
        self.step(Step.STOP_CLOCK, self.lead, kind="hearing", days=10, reason="利害关系人要求听证。")
        self._serve(Doc.SPECIAL_PROCEDURE_NOTICE)

    def summon(self) -> None:
        host = self.actor("L")
        self.step(
            Step.ANNOUNCE_LICENCE_HEARING, host, ground="asked", host=host.person_id, place="机关三楼听证室",
            to_be_held_on=self.working_days_on(9),
        )  # fmt: skip
        self._serve(Doc.LICENCE_HEARING_NOTICE)

    def hear(self) -> None:
        words = "主持人：现在开始听证。\n审查人员：陈述审查意见、证据和理由。\n业主代表：要求加装油烟净化设备。\n申请人：同意加装。"
        self.record("licence_hearing", "听证录像", mp4(f"{self.case} hearing"))
        self.step(
            Step.HOLD_LICENCE_HEARING,
            self.actor("L"),
            attendees="申请人、示例小区业主代表",
            record=words,
            recorder="示例书记员",
        )

    def restart(self) -> None:
        self.step(Step.RESTART_CLOCK, self.lead, result="听证结束，听证笔录已经参加人确认。")

    # --- deciding and after ----------------------------------------------------------------------------------------

    def grant(self) -> None:
        self.step(Step.GRANT, self.actor("B"))

    def refuse(self) -> None:
        self.step(Step.REFUSE, self.actor("B"))

    def certify(self) -> None:
        self.step(Step.ISSUE_CERTIFICATE, self.lead)

    def hand_over(self) -> None:
        self.serve_decision()
        self.serve(Doc.LICENCE_CERTIFICATE)

    @property
    def number(self) -> str:
        licence = licence_of(Case.objects.get(pk=self.case))
        assert licence is not None
        return licence.number

    # --- a licence that exists -------------------------------------------------------------------------------------

    def raise_matter(self, matter: str, words: str, **details: Any) -> None:
        """Enter a matter about this licence at the window, or ex officio."""
        self.begin(
            ActKind.LICENCE, "existing", cause=self.item.name, clue=words, power=self.world.powers[self.organ, self.matter.power],
            source="application" if matter in {"change", "renew"} else "office",
            details={"licence": self.number, "matter": matter, **details},
        )  # fmt: skip

    def accept_matter(self) -> None:
        self.step(Step.ACCEPT, self.lead)
        self._serve(Doc.ACCEPTANCE_NOTICE)

    def start_review(self) -> None:
        self.step(Step.START_REVIEW, self.actor("U"), reason="监督检查发现线索，启动核查。")

    def tell_holder(self, facts: str = "") -> None:
        self.step(Step.TELL_HOLDER, self.lead, facts=facts or self.matter.reasons)
        self._serve(Doc.HOLDER_NOTICE)

    def find(self, words: str, scope: str) -> None:
        self.step(Step.EXAMINE, self.lead, mode="formal", facts=words, interested="no", conclusion="meets", scope=scope)

    def working_days_on(self, days: int) -> Any:
        return clocks.calendar().add(self.on, days)
