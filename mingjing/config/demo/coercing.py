"""行政强制 in the demonstration: things seized and released, a building that is not taken down, a fee that is not paid."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.clocks import queries as clocks
from mingjing.config.demo import world as seeds
from mingjing.config.demo.coercion_matters import Seizure, Unperformed
from mingjing.config.demo.deed import CaseDeed
from mingjing.config.demo.footage import mp4, photo
from mingjing.law.coercion_money import outstanding
from mingjing.law.kinds import ActKind, Doc, Step
from mingjing.procedure import materials
from mingjing.procedure.facts import gather
from mingjing.procedure.limits import BEIJING
from mingjing.vault import actions as vault

PLACES = ("示例路21号", "示例商业街7号", "示例工业园区2号", "示例大道66号", "示例村三组")


@dataclass
class Coercing(CaseDeed):
    """What both kinds share: the party, the place, a photograph. ``first``: where the numbers of its parties begin."""

    matter: Any
    first = 7000

    @property
    def place(self) -> str:
        return f"{self.world.organs[self.organ].address.split('示例')[0]}{PLACES[self.n % len(PLACES)]}"

    @property
    def party(self) -> dict[str, Any]:
        n = self.first + self.n
        return {
            "kind": "organisation", "name": self.matter.party.format(n=self.n), "address": self.place,
            "phone": f"1390397{n:04d}", "code": seeds.credit_code("91", "411202", n),
            "representative": seeds.person_name(n), "id_number": "",
        }  # fmt: skip

    @property
    def power(self) -> str:
        return self.world.powers[self.organ, self.matter.power]

    def prove(self, title: str, proves: str) -> None:
        blob = vault.keep(io.BytesIO(photo(f"{self.case} {title}")), now=self.at)
        item = materials.add_evidence(
            actor=self.lead, case_id=self.case, now=self.at,
            values={
                "kind": "documentary", "title": title, "proves": proves, "source": "执法人员现场拍摄",
                "obtained_on": self.on, "obtained_by": self.ids("H")[:2], "obtained_place": self.place, "blob": blob,
            },
        )  # fmt: skip
        self.report(f"证据：{title}", item.ledger_id)


@dataclass
class Seizing(Coercing):
    """A measure under way."""

    matter: Seizure

    def open(self) -> None:
        m, day = self.matter, self.on
        seen = f"{day.year}年{day.month}月{day.day}日检查发现，{m.seen}。"
        self.begin(
            ActKind.COERCION, "measure", cause=m.cause, source="inspection", clue=seen, violation=seen,
            power=self.power, act_from=day, act_ended_on=day,
            details={
                "measure": m.measure, "basis": m.basis, "target": "、".join(name for name, _, _ in m.goods),
                "reason": m.reason, "necessity": "已责令当事人停止销售、使用，仍不能防止危害扩大，非强制手段不足以达到目的。",
            },
        )  # fmt: skip

    def approve(self) -> None:
        self.step(Step.APPROVE_MEASURE, self.actor("B"), opinion="情况属实，依据充分，同意实施。")

    def tell(self, present: str = "party") -> None:
        here = {
            "present_name": self.party["representative"], "told_reason": True, "told_basis": True, "told_rights": True,
            "told_remedy": True, "said": "stated", "content": "愿意配合，请求尽快检测、尽快处理。",
            "answer": "已告知将在法定期限内处理。",
        }  # fmt: skip
        away = {"witness_name": "示例见证人", "witness_phone": "13900000001"}
        self.step(
            Step.TELL_ON_SITE, self.lead, certificates_shown=True, called="当面通知负责人到场。", present=present,
            **(away if present == "absent" else here),
        )  # fmt: skip

    def list_goods(self, signed: str = "signed") -> None:
        now = self.at.astimezone(BEIJING)
        goods = [{"name": a, "mark": b.format(n=self.n), "quantity": c} for a, b, c in self.matter.goods]
        self.step(
            Step.RECORD_ON_SITE, self.lead, started_at=now - timedelta(minutes=30), ended_at=now - timedelta(minutes=1),
            place=self.place, findings=f"{self.matter.seen}。执法人员与到场人逐项清点，加贴封条。", goods=goods,
            related=True, no_necessities=True, not_elsewhere=True, signed=signed,
            keeping="in_place" if self.matter.measure == "seal" else "moved", keeper="本机关涉案物品库",
            recording=f"执法记录仪示例-{self.n:03d}全程录像",
        )  # fmt: skip

    def take(self, receipt: str = "signed") -> None:
        self.step(Step.TAKE_MEASURE, self.lead, receipt=receipt)

    def take_urgently(self) -> None:
        reason = "当事人正在转移涉案物品，来不及事先报批。"
        self.step(Step.TAKE_MEASURE_URGENTLY, self.lead, receipt="signed", urgent_reason=reason)

    def approve_afterwards(self) -> None:
        self.step(Step.APPROVE_AFTERWARDS, self.actor("B"), result="approved", opinion="情况紧急属实，同意补办。")

    def film(self) -> None:
        self.record("measure", "查封、扣押全程录像", mp4(f"{self.case} measure"))

    def test(self, days: int = 10) -> None:
        self.step(
            Step.BEGIN_TEST, self.lead, test_kind="inspection", objects="、".join(a for a, _, _ in self.matter.goods),
            tester="三门峡示例检验检测中心", until=self.on + timedelta(days=days),
        )  # fmt: skip
        self.serve(Doc.TEST_NOTICE)

    def end_test(self) -> None:
        self.step(Step.END_TEST, self.lead, ended_on=self.on, result=f"{self.matter.tested}符合国家标准。")

    def extend(self, days: int = 15) -> None:
        reason = "供货方在外省，需要协查进货来源，案情复杂。"
        self.step(Step.EXTEND_MEASURE, self.actor("B"), days=days, reason=reason)
        self.serve(Doc.MEASURE_EXTENSION)

    def release(self, ground: str = "no_violation") -> None:
        reason = "经检测合格，当事人补充提供了合格证明，不存在违法行为。"
        self.step(Step.RELEASE_MEASURE, self.actor("B"), ground=ground, reason=reason)
        self.serve(Doc.RELEASE_DECISION)

    def confiscate(self) -> None:
        number = f"{self.world.organs[self.organ].doc_prefix}处罚〔{self.on.year}〕示例{self.n}号"
        self.step(
            Step.HANDLE_SEIZED, self.actor("B"), handling="confiscate", decision_number=number,
            detail="涉案财物已由处罚决定没收，移交罚没物品库。",
        )  # fmt: skip
        self.serve(Doc.SEIZED_HANDLING)

    def give_back(self) -> None:
        self.step(Step.RETURN_SEIZED, self.lead, receiver=self.party["representative"], condition="intact")


@dataclass
class Enforcing(Coercing):
    """An execution under way. ``served``: when the decision that is executed was served."""

    matter: Unperformed
    served: date = date.min
    first = 7400

    def open(self) -> None:
        m = self.matter
        owed = {"principal": m.principal, "charge": "late_fee", "late_rate": 5} if m.principal else {}
        owed |= {"late_basis": "《中华人民共和国水土保持法》第五十七条"} if m.principal else {}
        own = {"own_power": "own", "own_basis": m.basis, "method": m.method} if m.basis else {"own_power": "court"}
        prefix = self.world.organs[self.organ].doc_prefix
        self.begin(
            ActKind.COERCION, "execution", cause=m.cause, source="decision", clue=m.seen, violation=m.seen,
            power=self.power,
            details={
                "duty_kind": m.kind, "duty": m.duty, "decision_title": m.title,
                "decision_number": f"{prefix}责改〔{self.served.year}〕示例{self.n}号",
                "decided_on": self.served - timedelta(days=3), "served_on": self.served,
                "perform_by": self.served + timedelta(days=15), "harm": m.harm, **own, **owed,
                "necessity": "多次督促，当事人拒不履行，非强制手段不能达到行政管理目的。",
            },
        )  # fmt: skip
        self.prove("现场照片1张", "义务没有履行的现状")

    def charge(self) -> None:
        self.step(Step.CHARGE_DAILY, self.actor("U"))
        self.serve(Doc.CHARGE_DECISION)

    def demand(self) -> None:
        manner = "缴至本机关指定的国库账户。" if self.matter.principal else "自行拆除、清理，恢复原状，并报本机关核查。"
        self.step(Step.DEMAND_DUTY, self.lead, days=10, manner=manner)
        self.serve(Doc.DUTY_DEMAND)

    def state(self) -> None:
        self.step(
            Step.RECORD_VIEWS, self.lead, presented_on=self.on, speaker=self.party["representative"],
            content="资金困难，请求再宽限三个月。",
        )  # fmt: skip

    def answer(self) -> None:
        words = "决定早已生效，已多次宽限，资金困难不是不履行的正当理由，不予采纳。"
        self.step(Step.ANSWER_VIEWS, self.lead, adopted="none", answer=words)

    def draft_decision(self) -> None:
        day = self.on + timedelta(days=18)
        while clocks.calendar().is_statutory(day):
            day += timedelta(days=1)
        if self.matter.method == "substitute":
            self.draft(
                Doc.SUBSTITUTE_DECISION, subject=self.matter.duty, manner="组织车辆和人员清运，恢复道路原状。",
                execute_on=day.isoformat(), budget=18_000_00, performer="三门峡示例环卫服务有限公司", unrelated="third",
            )  # fmt: skip
        else:
            text = "组织人员和机械拆除该建筑，屋内物品登记造册后移交当事人。"
            self.draft(Doc.EXECUTION_DECISION, method_text=text, execute_on=day.isoformat())

    def decide(self) -> None:
        substitute = self.matter.method == "substitute"
        self.step(Step.DECIDE_SUBSTITUTE if substitute else Step.DECIDE_EXECUTION, self.actor("B"))

    def announce(self) -> None:
        self.step(
            Step.ANNOUNCE_DEMOLITION, self.actor("B"), deadline=self.on + timedelta(days=7), building=self.matter.duty,
            posted="涉案建筑门前张贴，机关网站同日发布",
        )  # fmt: skip

    def demand_again(self) -> None:
        day = max(self.on + timedelta(days=8), clocks.calendar().add(self.on, 4))  # three clear days, holidays apart
        self.step(Step.DEMAND_AGAIN, self.lead, perform_on=day)
        self.serve(Doc.SUBSTITUTE_DEMAND)

    def execute(self) -> None:
        self.step(Step.EXECUTE, self.lead, supervisor=self.lead.name, present="party", no_cutting=True, no_force=True)

    def finish(self) -> None:
        now = self.at.astimezone(BEIJING)
        cost = {"performer": "三门峡示例环卫服务有限公司", "cost": 16_500_00, "cost_basis": "车辆台班、人工、消纳费。"}
        self.step(
            Step.FINISH_EXECUTION, self.lead, started_at=now - timedelta(hours=2), ended_at=now - timedelta(minutes=5),
            course="清点屋内物品并移交当事人，按方案实施，现场已清理完毕。" if self.matter.kind == "demolish"
            else "清运完毕，道路恢复原状。",
            recording=f"执法记录仪、无人机示例-{self.n:03d}全程录像", signers="监督人员、施工人员、当事人",
            **(cost if self.matter.method == "substitute" else {}),
        )  # fmt: skip

    def film(self) -> None:
        self.record("execution", "强制执行全程录像", mp4(f"{self.case} execution"))

    def pay_all(self) -> None:
        amount = outstanding(gather(Case.objects.get(pk=self.case), on=self.on).facts)
        self.step(Step.PAY_DUTY, self.lead, what="duty", amount=amount, voucher=f"示例执{self.n:06d}", paid_on=self.on)
        self.step(Step.PERFORM_SELF, self.lead, performed_on=self.on, detail="当事人收到催告后缴清本金和滞纳金。")
