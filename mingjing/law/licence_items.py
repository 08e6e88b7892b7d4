"""许可事项 as dated, cited data: the service guide of each item with its times and materials (行政许可法30).

The same row makes the public page of the guide, the online application, the gates and the clocks.
"""

from __future__ import annotations

from datetime import date

from mingjing.law.licence_item import Before, LicenceItem, Material, checked
from mingjing.law.limits import Mark, Unit

__all__ = ["CHOICES", "LICENCE_ITEMS", "MATERIALS", "LicenceItem", "item_on", "items_on"]

APPLICATION = Material(
    code="application", name="申请书", form="form", note="按格式文本填写；网上申请的由系统生成", required=False
)
BUSINESS = Material(
    code="business", name="营业执照或者其他主体资格证明", reusable=True, note="本机关已留存的不必重复提交"
)
IDENTITY = Material(code="identity", name="法定代表人（负责人）身份证明", reusable=True)

LICENCE_ITEMS: tuple[LicenceItem, ...] = (
    LicenceItem(
        code="food_operation",
        name="食品经营许可",
        field="市场监管",
        category="普通",
        basis="《中华人民共和国食品安全法》第三十五条",
        conditions=(
            "有与经营的食品品种、数量相适应的场所，保持环境整洁，与有毒、有害场所以及其他污染源保持规定的距离",
            "有与经营的食品品种、数量相适应的设备或者设施",
            "有专职或者兼职的食品安全管理人员和保证食品安全的规章制度",
            "有合理的设备布局和工艺流程",
        ),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="layout", name="主要设备设施布局、操作流程"),
            Material(code="rules", name="食品安全自查、从业人员健康管理等规章制度"),
            Material(code="staff", name="食品安全管理人员培训证明", required=False),
        ),
        certificate="食品经营许可证",
        word="食许",
        promised_days=5,
        statutory_days=10,
        days_basis="食品经营许可和备案管理办法（总局令第78号）：受理之日起十个工作日",
        extension=5,
        years=5,
        years_basis="食品经营许可和备案管理办法：有效期五年",
        renew_last=Before(amount=15, unit=Unit.WORKING_DAY),
        renew_first=Before(amount=90, unit=Unit.WORKING_DAY),
        renew_basis="食品经营许可和备案管理办法：届满前九十个工作日至十五个工作日",
        numbering="JY",
        valid_from=date(2023, 12, 1),
        safety=True,
        source_mark=Mark.HIGH,
        note="十个工作日、五年按领域参考（记高）；延续时段记中；证号末位按 ISO 7064 MOD 11,10 计算，待确认",
    ),
    LicenceItem(
        code="public_place",
        name="公共场所卫生许可",
        field="卫生健康",
        category="普通",
        basis="《公共场所卫生管理条例》第四条",
        conditions=(
            "场所的布局、设施、空气、水质、采光、照明、噪音符合国家卫生标准",
            "从业人员持有健康合格证明",
            "有卫生管理制度和卫生管理人员",
        ),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="layout", name="公共场所地址方位示意图、平面图和卫生设施平面布局图"),
            Material(code="test", name="公共场所卫生检测或者评价报告", form="original"),
            Material(code="rules", name="公共场所卫生管理制度"),
        ),
        certificate="公共场所卫生许可证",
        word="卫许",
        promised_days=8,
        years=4,
        years_basis="公共场所卫生管理条例实施细则：有效期四年",
        safety=True,
        source_mark=Mark.MIDDLE,
        note="决定期限按行政许可法42；有效期凭记忆，待确认",
    ),
    LicenceItem(
        code="water_taking",
        name="取水许可",
        field="水利",
        category="特许",
        basis="《取水许可和水资源费征收管理条例》第二条",
        conditions=(
            "取水符合流域、区域取水许可总量控制和行业用水定额",
            "退水不影响水功能区水质目标",
            "不损害公共利益和他人合法的用水权益",
        ),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="report", name="建设项目水资源论证报告书（表）", form="original"),
            Material(code="third", name="与第三者利害关系的说明", form="original"),
        ),
        certificate="取水许可证",
        word="取水",
        promised_days=20,
        statutory_days=45,
        days_basis="取水许可和水资源费征收管理条例19：受理之日起四十五个工作日",
        extension=0,
        years=5,
        years_basis="取水许可和水资源费征收管理条例25：一般五年，最长不超过十年",
        renew_last=Before(amount=45, unit=Unit.CALENDAR_DAY),
        renew_basis="取水许可和水资源费征收管理条例25：届满四十五日前",
        source_mark=Mark.PART,
        note="条例原文未收入本库，期限、有效期、延续按领域参考转述；条例没有规定延长，按另有规定不得延长",
    ),
    LicenceItem(
        code="labour_dispatch",
        name="劳务派遣经营许可",
        field="人力资源和社会保障",
        category="普通",
        basis="《中华人民共和国劳动合同法》第五十七条",
        conditions=(
            "注册资本不少于人民币二百万元",
            "有与开展业务相适应的固定的经营场所和设施",
            "有符合法律、行政法规规定的劳务派遣管理制度",
        ),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="capital", name="验资报告或者财务审计报告", form="original"),
            Material(code="place", name="经营场所使用证明和设施设备清单"),
            Material(code="rules", name="劳务派遣管理制度，劳务派遣协议样本"),
        ),
        certificate="劳务派遣经营许可证",
        word="劳派",
        promised_days=10,
        years=3,
        years_basis="劳务派遣行政许可实施办法：有效期三年",
        renew_last=Before(amount=60, unit=Unit.CALENDAR_DAY),
        renew_basis="劳务派遣行政许可实施办法：届满六十日前",
        source_mark=Mark.MIDDLE,
        note="二十日加十日按领域参考（已核）；有效期和延续凭记忆，待确认",
    ),
    LicenceItem(
        code="waste_disposal",
        name="城市建筑垃圾处置核准",
        field="城市管理",
        category="核准",
        basis="《城市建筑垃圾管理规定》第七条",
        conditions=("有符合规定的运输车辆和密闭装置", "有建筑垃圾处置方案，消纳场所已经确定"),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="plan", name="建筑垃圾处置方案"),
            Material(code="site", name="消纳场所同意接收的证明", form="original"),
        ),
        certificate="城市建筑垃圾处置核准文件",
        word="渣核",
        promised_days=7,
        site_check=False,
        source_mark=Mark.PART,
        note="材料齐全、符合法定形式，能够当场决定的当场决定（行政许可法34②）",
    ),
    LicenceItem(
        code="vet_drug",
        name="兽药经营许可",
        field="农业农村",
        category="普通",
        basis="《兽药管理条例》第二十二条",
        conditions=(
            "有与所经营的兽药相适应的兽药技术人员", "有与所经营的兽药相适应的营业场所、设备、仓库设施",
            "有质量管理机构或者人员",
        ),
        materials=(
            APPLICATION,
            BUSINESS,
            Material(code="staff", name="兽药技术人员资格证明"),
            Material(code="layout", name="营业场所、仓库平面布局图"),
        ),
        certificate="兽药经营许可证",
        word="兽药",
        promised_days=15,
        statutory_days=30,
        days_basis="兽药管理条例22：收到申请之日起三十个工作日",
        extension=0,
        years=5,
        years_basis="兽药管理条例24：有效期五年",
        safety=True,
        source_mark=Mark.MIDDLE,
        note="期限和有效期凭记忆，待确认；条例没有规定延长",
    ),
)  # fmt: skip


_BY_CODE = checked(LICENCE_ITEMS)
CHOICES = tuple((code, rows[-1].name) for code, rows in _BY_CODE.items())
MATERIALS = {m.code: m.name for item in LICENCE_ITEMS for m in item.materials}


def item_on(code: str, on: date) -> LicenceItem | None:
    """The item of a code as it is in force on a day; None where there is none."""
    return next((x for x in _BY_CODE.get(code, ()) if x.in_force(on)), None)


def items_on(on: date) -> tuple[LicenceItem, ...]:
    """Every item in force on a day."""
    return tuple(x for rows in _BY_CODE.values() for x in rows if x.in_force(on))
