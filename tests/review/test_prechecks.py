"""What the machine finds under each head: one thing spoilt at a time, on facts where everything is in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingjing.law.facts import CaseFacts, HearingFact, NoticeFact, Officer, RecordingNeed, StatementFact
from mingjing.law.kinds import Doc, PartyKind, Penalty, ReviewHead, Stage
from mingjing.review import ranges
from mingjing.review.checking import Check, Exhibit, Sent
from mingjing.review.prechecks import overall, prechecks
from tests.law.ready import FINE, TODAY, TOLD

pytestmark = pytest.mark.pure

RECORDS = frozenset({Doc.FILING_APPROVAL, Doc.EVIDENCE_LIST, Doc.SCENE_RECORD, Doc.INTERVIEW_RECORD})
GOOD = replace(TOLD, documents=TOLD.documents | RECORDS, rounds=())
VALUES = {
    "violated": "第一百条", "penalty_basis": "第一百一十条", "discretion_tier": "一般", "discretion_reason": "按基准。",
    "penalties": ["fine"], "fine": FINE,
}  # fmt: skip
SENT = Sent(
    values=VALUES,
    exhibits=(Exhibit("documentary", "营业执照", "主体资格", True), Exhibit("inquest", "笔录", "现场", True)),
    recordings=2,
    organ="某局",
    decide_due=date(2027, 1, 20),
    statutory_range="1万元以上10万元以下",
    similar=(10_000_00, 20_000_00, 30_000_00),
    reviewer="p5",
)
H = ReviewHead


def found(facts: CaseFacts, sent: Sent, head: ReviewHead, label: str) -> Check:
    return next(c for c in prechecks(facts, sent)[head] if c.label == label)


def test_a_case_in_order_passes_every_head() -> None:
    checks = prechecks(GOOD, SENT)
    assert list(checks) == list(ReviewHead)
    assert {h: overall(c) for h, c in checks.items()} == dict.fromkeys(ReviewHead, "yes")
    assert all(c.sentence and c.article for lines in checks.values() for c in lines)


SPOILT: list[tuple[str, dict[str, Any], dict[str, Any], ReviewHead, str, str]] = [
    ("organ off the list", {}, {"organ_valid": False}, H.SUBJECT, "执法主体", "no"),
    ("certificate ended", {"officers": (Officer("p1", "甲", True), Officer("p2", "乙", False))}, {}, H.SUBJECT,
     "两名有资格的执法人员", "no"),
    ("other field", {"officers": (Officer("p1", "甲", True), Officer("p2", "乙", True, False))}, {}, H.SUBJECT,
     "两名有资格的执法人员", "no"),
    ("recusal open", {"open_recusals": ("甲",)}, {}, H.SUBJECT, "没有未决定的回避申请", "no"),
    ("reviewer handles", {}, {"reviewer": "p1"}, H.SUBJECT, "审核人员未参与本案办理", "no"),
    ("no filing", {"filed_on": None}, {}, H.PROCEDURE, "立案", "no"),
    ("no approval", {"documents": TOLD.documents}, {}, H.PROCEDURE, "立案", "no"),
    ("ninety days over", {}, {"decide_due": date(2026, 11, 22)}, H.PROCEDURE, "办案期限", "no"),
    ("last day", {}, {"decide_due": TODAY}, H.PROCEDURE, "办案期限", "yes"),
    ("suspended", {"suspended_since": date(2026, 11, 1)}, {}, H.PROCEDURE, "案件没有中止", "no"),
    ("recording missing", {"recordings": (RecordingNeed("scene", "现场检查", True, False),)}, {}, H.PROCEDURE,
     "应录音像齐全", "no"),
    ("goods kept", {"preserved_open": 1}, {}, H.PROCEDURE, "登记保存的物品已处理", "no"),
    ("order unchecked", {"corrections_open": 1}, {}, H.PROCEDURE, "责令改正", "wait"),
    ("not served", {"notice": NoticeFact(None, FINE, frozenset({Penalty.FINE}), None)}, {}, H.PROCEDURE,
     "事先告知书已送达", "no"),
    ("window open", {"notice": NoticeFact(date(2026, 11, 20), FINE, frozenset({Penalty.FINE}), date(2026, 11, 27))},
     {}, H.PROCEDURE, "陈述申辩期已满或者已放弃", "wait"),
    ("unanswered", {"statement": StatementFact(1, 0)}, {}, H.PROCEDURE, "陈述申辩已复核", "no"),
    ("hearing not held", {"hearing": HearingFact(requested_on=date(2026, 11, 12))}, {}, H.PROCEDURE,
     "申请的听证已举行", "no"),
    ("no evidence", {"evidence_count": 0}, {"exhibits": ()}, H.FACTS, "有证据", "no"),
    ("proves nothing", {}, {"exhibits": (Exhibit("physical", "实物", " ", True),)}, H.FACTS, "证明对象", "no"),
    ("no file", {}, {"exhibits": (Exhibit("physical", "实物", "存在", False),)}, H.FACTS, "证据原件", "wait"),
    ("expert missing", {"expert_needed": True}, {}, H.FACTS, "鉴定（评估）报告", "no"),
    ("nothing recorded", {}, {"recordings": 0}, H.FACTS, "音像记录", "wait"),
    ("law not in force", {"citations": (("《某法》", False),)}, {}, H.LAW, "引用的条款有效", "no"),
    ("article not named", {}, {"values": {**VALUES, "violated": ""}}, H.LAW, "引用条款", "no"),
    ("too late", {"act_ended_on": date(2024, 1, 1)}, {}, H.LAW, "没有超过追责时效", "no"),
    ("child", {"party_age_at_act": 13}, {}, H.LAW, "当事人年满十四周岁", "no"),
    ("heavier", {"notice": NoticeFact(date(2026, 11, 9), FINE - 1, frozenset({Penalty.FINE}), date(2026, 11, 16))},
     {}, H.DISCRETION, "没有因申辩加重", "no"),
    ("no reason", {}, {"values": {**VALUES, "discretion_reason": "  "}}, H.DISCRETION, "裁量阶次和理由", "no"),
    ("other fine in text", {}, {"values": {**VALUES, "fine": FINE + 1}}, H.DISCRETION, "书稿与处罚建议", "no"),
    ("other kinds in text", {}, {"values": {**VALUES, "penalties": ["fine", "warning"]}}, H.DISCRETION,
     "书稿与处罚建议", "no"),
    ("above the range", {}, {"statutory_range": "1万元以下"}, H.DISCRETION, "法定幅度", "no"),
    ("below the range", {}, {"statutory_range": "5万元以上10万元以下"}, H.DISCRETION, "法定幅度", "no"),
    ("mitigated below", {}, {"statutory_range": "5万元以上10万元以下", "values": {**VALUES, "discretion_tier": "减轻"}},
     H.DISCRETION, "法定幅度", "wait"),
    ("range unreadable", {}, {"statutory_range": "情节严重的从重"}, H.DISCRETION, "法定幅度", "wait"),
    ("range unknown", {}, {"statutory_range": ""}, H.DISCRETION, "法定幅度", "wait"),
    ("dearer than alike", {}, {"similar": (100, 200, 300)}, H.DISCRETION, "同类案件", "wait"),
    ("too few alike", {}, {"similar": (100, 200)}, H.DISCRETION, "同类案件", "na"),
    ("not on the list", {"power_listed": False}, {}, H.AUTHORITY, "职权在权责清单内", "no"),
    ("elsewhere", {"region_valid": False}, {}, H.AUTHORITY, "地域管辖", "no"),
    ("draft unfinished", {"draft_problems": ("罚款金额：未填写",)}, {}, H.DOCUMENTS, "决定书稿完整", "no"),
    ("changed since", {"final_text_changed": "送审的是第 1 稿，现在是第 2 稿"}, {}, H.DOCUMENTS, "送审文本", "no"),
    ("wrong code", {"party_problem": "统一社会信用代码有误"}, {}, H.DOCUMENTS, "当事人信息正确", "no"),
    ("no report", {"documents": RECORDS}, {}, H.DOCUMENTS, "调查终结报告", "no"),
    ("not delivered", {"unserved": ("责令改正通知书",)}, {}, H.DOCUMENTS, "文书送达", "wait"),
    ("crime", {"crime_suspected": True}, {}, H.CRIME, "涉嫌犯罪", "no"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "sent", "head", "label", "state"), [s[1:] for s in SPOILT], ids=[s[0] for s in SPOILT]
)
def test_each_thing_spoilt_is_found_under_its_head(
    facts: dict[str, Any], sent: dict[str, Any], head: ReviewHead, label: str, state: str
) -> None:
    assert found(replace(GOOD, **facts), replace(SENT, **sent), head, label).state == state
    if state in {"no", "wait"}:
        checks = prechecks(replace(GOOD, **facts), replace(SENT, **sent))
        assert overall(checks[head]) == state and checks[head][0].state == state, "what is amiss comes first"


def test_before_the_notice_what_follows_it_does_not_arise() -> None:
    facts = replace(GOOD, stage=Stage.INVESTIGATED, notice=None)
    told = [c for c in prechecks(facts, SENT)[H.PROCEDURE] if "告知" in c.label or "听证" in c.label]
    assert len(told) == 4 and {c.state for c in told} == {"na"}


def test_only_the_police_detain() -> None:
    detained = replace(GOOD.proposal, penalties=frozenset({Penalty.DETENTION}))  # type: ignore[type-var]
    assert found(replace(GOOD, proposal=detained), SENT, H.AUTHORITY, "限制人身自由").state == "no"
    police = replace(GOOD, proposal=detained, field="公安")
    assert found(police, SENT, H.AUTHORITY, "限制人身自由").state == "yes"


def test_without_a_text_nothing_is_said_about_it() -> None:
    """Seen before submission: no draft is not a wrong draft."""
    checks = prechecks(GOOD, replace(SENT, values={}))
    labels = {c.label: c.state for lines in checks.values() for c in lines}
    assert (labels["引用条款"], labels["裁量阶次和理由"], labels["书稿与处罚建议"]) == ("na", "na", "na")


@pytest.mark.parametrize(
    ("text", "party", "value", "low", "high"),
    [
        ("5万元以上10万元以下；具有减轻情形的可以低于下限", None, 0, 5_000_000, 10_000_000),
        ("货值不足1万元的，1万元以上5万元以下", None, 0, 1_000_000, 5_000_000),
        ("经营性的1000元以上2万元以下", None, 0, 100_000, 2_000_000),
        ("10万元以下", None, 0, 0, 10_000_000),
        ("可以并处1.5万元以下", None, 0, 0, 1_500_000),
        ("五万元以上二十万元以下", None, 0, 5_000_000, 20_000_000),
        ("三千五百元以上二万元以下", None, 0, 350_000, 2_000_000),
        ("货值金额十倍以上二十倍以下", None, 12_480_00, 12_480_000, 24_960_000),
        ("个人200元以下、单位3000元以下", PartyKind.PERSON, 0, 0, 20_000),
        ("个人200元以下、单位3000元以下", PartyKind.ORGANISATION, 0, 0, 300_000),
    ],
)
def test_a_range_is_read_as_written(text: str, party: PartyKind | None, value: int, low: int, high: int) -> None:
    assert ranges.read(text, party=party, value=value) == ranges.Range(low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "依法处理",
        "个人200元以下、单位3000元以下",
        "不足一万元的，五万元以上十万元以下；一万元以上的，货值十倍以上二十倍以下",
        "一万元以上五万元以下，情节严重的五万元以上十万元以下",
        "10万元以上5万元以下",
        "二倍以上五倍以下",
    ],
)
def test_a_range_that_can_be_read_two_ways_is_left_to_the_reader(text: str) -> None:
    assert ranges.read(text) is None
