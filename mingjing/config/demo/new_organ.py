"""A new organ as it would fill in its Excel files: invented rows for every kind, keyed by column. For trials and tests.

``rows(kind)`` gives what a person types into the template of that kind; everybody and everything in it is 示例.
"""

from __future__ import annotations

from collections.abc import Sequence

from mingjing.config.demo.world import credit_code, id_number

Rows = Sequence[dict[str, str]]
NAME, SHORT = "湖滨区文化旅游执法局（示例）", "湖滨文旅执法局"
BASIS, LAW = "《互联网上网服务营业场所管理条例》", "互联网上网服务营业场所管理条例"
SINCE = {"valid_from": "2026-01-01"}
POWER, CHECK = "HB-CF-001", "HB-JC-001"
NO_REGISTER = "未按规定核对、登记上网消费者身份证件"
# username, position, unit, roles, certificate, qualified
STAFF = (
    ("hbwl.h1", "执法人员", "执法科", "承办人", "16129900001", ""),
    ("hbwl.h2", "执法人员", "执法科", "承办人", "16129900002", ""),
    ("hbwl.u", "执法科负责人", "执法科", "承办机构负责人", "16129900003", ""),
    ("hbwl.l", "法制审核人员", "政策法规科", "法制审核人员", "", "是"),
    ("hbwl.b", "局长", "局领导", "机关负责人", "", ""),
    ("hbwl.pb", "办公室人员", "办公室", "公示拟稿人、档案管理员", "", ""),
    ("hbwl.pc", "办公室主任", "办公室", "公示审核人", "", ""),
)


def rows(kind: str) -> Rows:
    """The rows of one file. Raises KeyError for a kind that a new organ does not bring."""
    return FILES[kind]


ORGANS = (
    {
        "name": NAME, "short_name": SHORT, "kind": "行政机关", "region": "411202", "field": "文化旅游",
        "uscc": credit_code("11", "411202", 930), "doc_prefix": "湖文旅执", "basis": "示例机构改革方案",
        "address": "湖滨区示例路930号", "phone": "0398-0000930", "reconsideration_body": "湖滨区人民政府",
        "court": "湖滨区人民法院", "valid_from": "2026-01-01",
    },
)  # fmt: skip
PEOPLE = tuple(
    {
        "name": f"示例{'甲乙丙丁戊己庚'[n]}", "id_number": id_number(930 + n), "position": position, "unit": unit,
        "roles": roles, "username": username, "certificate": certificate, "legal_qualification": qualified,
        "qualification_no": "A20184112000930" if qualified else "",
    }
    | ({"fields": "文化旅游", "region": "411202", "issued_on": "2025-01-01", "valid_to": "2030-12-31"} if certificate else {})
    for n, (username, position, unit, roles, certificate, qualified) in enumerate(STAFF)
)  # fmt: skip
POWERS = (
    {
        "code": POWER, "act": "行政处罚", "name": f"对{NO_REGISTER}的处罚", "basis": f"{BASIS}第三十一条",
        "duties": "立案、调查、审核、告知、决定、送达、执行", "term": "90 日", "fee": "不收费", "unit": "执法科", **SINCE,
    },
    {
        "code": CHECK, "act": "行政检查", "name": "上网服务场所监督检查", "basis": f"{BASIS}第四条",
        "duties": "出示证件、检查、记录、告知结果", "term": "当场", "fee": "不收费", "unit": "执法科", **SINCE,
    },
    {
        "code": "HB-XK-001", "act": "行政许可", "name": "上网服务场所许可", "basis": f"{BASIS}第十一条",
        "duties": "受理、审查、核查、决定、送达", "term": "20 个工作日", "fee": "不收费", "unit": "审批科", **SINCE,
    },
)  # fmt: skip
INSPECTIONS = (
    {
        "code": "HB-SJ-001", "power": CHECK, "name": "上网服务场所实名登记检查", "basis": f"{BASIS}第二十三条", "unit": "执法科",
        "subject": "上网服务场所", "ratio": "10%", "frequency": "每年不少于 2 批", "method": "现场检查",
        "contents": "实名登记：登记与现场人员一致\n证照：悬挂在显著位置", **SINCE,
    },
)  # fmt: skip
AV_ITEMS = tuple(
    {
        "code": code, "act": "行政处罚", "stage": "调查取证", "name": name, "content": "出示证件、告知权利、全过程", "place": "执法现场",
        "by": "协办人", "way": "执法记录仪", "starts": "到达现场", "ends": "离开现场", "level": "必须全程", "document": document,
        "keep": "与案卷相同", **SINCE,
    }
    for code, name, document in (("scene", "现场检查", "现场检查笔录"), ("interview", "询问当事人", "询问笔录"))
)  # fmt: skip
REVIEWS = (
    {
        "code": "HB-SH-001", "act": "行政处罚", "name": "较大数额罚款", "standard": "对个人五千元以上、对单位五万元以上", "amount_person": "5000",
        "amount_org": "50000", "basis": "《中华人民共和国行政处罚法》第五十八条", "unit": "执法科", "reviewer": "政策法规科",
        "materials": "拟作决定、调查终结报告、证据", "heads": "主体、程序、事实、依据、裁量", "days": "5", "discussed": "是", "filed": "是",
        **SINCE,
    },
)  # fmt: skip
GUIDES = (
    {
        "code": "HB-ZN-001", "name": "上网服务场所许可", "act": "行政许可", "basis": f"{BASIS}第十一条", "accepts": "湖滨区政务服务中心（示例）",
        "decides": NAME, "conditions": "有与经营活动相适应的场所、设备和人员", "materials": "申请书\n营业执照\n场所证明",
        "course": "申请、受理、审查、决定、发证", "term": "20 个工作日", "fee": "不收费", "place": "示例路930号，工作日 9:00—17:00",
        "phone": "0398-0000930", "complaint_phone": "12345", **SINCE,
    },
)  # fmt: skip
CHANNELS = (
    {
        "code": "HB-QD-001", "kind": "行政复议", "name": "向湖滨区人民政府申请行政复议", "body": "湖滨区人民政府（示例）",
        "term": "知道之日起 60 日内", "basis": "《中华人民共和国行政复议法》第二十条", **SINCE,
    },
    {
        "code": "HB-QD-002", "kind": "行政诉讼", "name": "向人民法院起诉", "body": "湖滨区人民法院", "term": "知道之日起六个月内",
        "basis": "《中华人民共和国行政诉讼法》第四十六条", **SINCE,
    },
    {
        "code": "HB-QD-003", "kind": "投诉举报", "name": "投诉举报", "body": NAME, "phone": "0398-0000931",
        "basis": "三政办〔2019〕16号", **SINCE,
    },
    {
        "code": "HB-QD-004", "kind": "咨询", "name": "咨询", "body": NAME, "phone": "0398-0000932", "basis": "三政办〔2019〕16号",
        **SINCE,
    },
)  # fmt: skip
ENTRUSTMENTS = (
    {
        "code": "湖文旅委〔2026〕1号（示例）", "trustee": "示例文化市场执法大队", "trustee_code": credit_code("12", "411202", 931),
        "powers": POWER, "authority": "以委托机关名义调查取证", "basis": "《中华人民共和国行政处罚法》第二十条",
        "supervision": "每季度抽查案卷", "valid_to": "2028-12-31", **SINCE,
    },
)  # fmt: skip
LENIENT = (
    {
        "code": "HB-QQ-001", "kind": "不予处罚", "matter": "首次未悬挂证照，当场改正", "conditions": "初次违法、危害后果轻微、及时改正",
        "basis": "《中华人民共和国行政处罚法》第三十三条", "measures": "说服教育、回访", **SINCE,
    },
)  # fmt: skip
BENCHMARKS = tuple(
    {
        "code": "HB-CL-001", "violation": NO_REGISTER, "field": "文化旅游", "party": "单位", "law": LAW, "article": "第三十一条",
        "unit": "元", "method": "阶次区间", "low": "0", "high": "15000", "tier": tier, "circumstances": words, "tier_low": low,
        "tier_high": high, "issuer": NAME, "document": "示例裁量基准（演示自拟）", **SINCE,
    }
    for tier, words, low, high in (
        ("轻微", "未登记 1 人", "0", "3000"), ("一般", "未登记 2 至 5 人", "3000", "10000"), ("严重", "未登记 6 人以上", "10000", "15000"),
    )
)  # fmt: skip
TARGETS = tuple(
    {
        "item": "HB-SJ-001", "id": f"w{n:03d}", "kind": "单位", "name": f"示例上网服务场所{n}号",
        "code": credit_code("91", "411202", 930 + n), "risk": "B", "address": f"湖滨区示例路{n}号",
    }
    for n in range(1, 31)
)  # fmt: skip
FILES: dict[str, Rows] = {
    "organs": ORGANS, "people": PEOPLE, "powers": POWERS, "inspection-items": INSPECTIONS, "av-items": AV_ITEMS,
    "review-catalogue": REVIEWS, "guides": GUIDES, "channels": CHANNELS, "entrustments": ENTRUSTMENTS,
    "lenient-list": LENIENT, "benchmarks": BENCHMARKS, "targets": TARGETS,
}  # fmt: skip
