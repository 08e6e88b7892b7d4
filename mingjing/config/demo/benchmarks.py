"""The twelve sample benchmarks of the domain reference as data. Statutes and ranges are real; tiers marked
``invented`` are made up for the demonstration (演示自拟). Numbers in the benchmark's own unit, sums in 元.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from mingjing.law.benchmarks import Benchmark, Factor, Method, Party, Tier, Unit

SINCE, CODE_SINCE = date(2024, 1, 1), date(2026, 8, 15)
CITY = "城市管理"
CITY_RULES = "城市管理行政处罚裁量基准（示例）"
ISSUER = "三门峡市（示例）"


def _tiers(*rows: tuple[str, str, object, object]) -> tuple[Tier, ...]:
    return tuple(Tier(name, words, _n(low), _n(high)) for name, words, low, high in rows)


def _n(value: object) -> Fraction:
    return Fraction(str(value))


def _city(code: str, violation: str, law: str, article: str, low: object, high: object, **more: object) -> Benchmark:
    """One of 城市管理, with its tiers as (name, words, low, high)."""
    base = Benchmark(
        code=code, violation=violation, law=law, article=article, low=_n(low), high=_n(high), valid_from=SINCE,
        field=CITY, issuer=ISSUER, document=CITY_RULES,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


BUILD, WASTE = "建筑工程施工许可管理办法", "城市建筑垃圾管理规定"
NO_PERMIT, MIXED, UNAPPROVED = "未取得施工许可证擅自施工", "将建筑垃圾混入生活垃圾", "未经核准擅自处置建筑垃圾"
SMALL, MEDIUM, LARGE = (
    "小型市政工程或者建筑面积不足2万平方米",
    "中型市政工程或者建筑面积2万至5万平方米",
    "大型市政工程、建筑面积5万平方米以上或者造成严重后果",
)
LESS_1, TO_2, OVER_2 = "不足1立方米", "1立方米以上不足2立方米", "2立方米以上"
LESS_10, TO_20, OVER_20 = "不足10立方米", "10立方米以上不足20立方米", "20立方米以上"
AIR = Benchmark(
    code="B9", violation="物料堆场未采取防尘措施", law="中华人民共和国大气污染防治法", article="第一百一十七条",
    low=_n(10000), high=_n(100000), valid_from=SINCE, valid_to=date(2026, 8, 14), method=Method.FACTOR_PERCENT,
    party=Party.UNIT, field="生态环境", issuer=ISSUER, document="生态环境行政处罚裁量基准（示例）", invented=True,
    source="因素见豫环文〔2020〕177号大气表26、27，百分值演示自拟",
    factors=(
        Factor("物料数量", (("不足100吨", _n(10)), ("100吨以上不足500吨", _n(20)), ("500吨以上", _n(30)))),
        Factor("占地面积", (("不足100平方米", _n(5)), ("100平方米以上不足500平方米", _n(10)), ("500平方米以上", _n(20)))),
        Factor("所在功能区", (("工业区", _n(5)), ("居住、商业混合区", _n(10)), ("居民集中区", _n(20)))),
        Factor("两年内同类处罚", (("没有", _n(0)), ("一次", _n(10)), ("两次以上", _n(20)))),
        Factor("配合程度", (("配合并及时改正", _n(0)), ("不配合", _n(10)))),
    ),
)  # fmt: skip
STALL = _city(
    "B10-JY", "在禁止区域露天烧烤", "三门峡市大气污染防治条例", "第四十九条", 1000, 20000, subject="经营性的",
    also="没收烧烤工具和违法所得", invented=True, source="条文已读，阶次演示自拟",
    tiers=_tiers(("轻微", "初次被查处，当场停止", 1000, 5000), ("一般", "经责令后停止", 5000, 10000), ("严重", "拒不停止或者多次被查处", 10000, 20000)),
)  # fmt: skip
FOOD = Benchmark(
    code="B12-X", violation="未取得食品经营许可从事食品经营", law="中华人民共和国食品安全法", article="第一百二十二条第一款",
    low=_n(50000), high=_n(100000), valid_from=SINCE, method=Method.THIRTY_SEVENTY, base_below=10_000_00,
    subject="货值金额不足1万元的", also="没收违法所得和违法经营的食品、工具", field="市场监管", issuer=ISSUER,
    document="市场监督管理行政处罚裁量规则（示例）", source="法定幅度；三七分档见国市监法规〔2022〕2号",
)  # fmt: skip

SAMPLES: tuple[Benchmark, ...] = (
    _city(
        "B1-JS", NO_PERMIT, BUILD, "第十二条", 1, 2, unit=Unit.PERCENT_CONTRACT, method=Method.PCT_CONTRACT,
        party=Party.UNIT, subject="建设单位", source="卢氏县城市管理局",
        tiers=_tiers(("轻微", SMALL, 1, "1.3"), ("一般", MEDIUM, "1.3", "1.7"), ("严重", LARGE, "1.7", 2)),
    ),
    _city(
        "B1-SG", NO_PERMIT, BUILD, "第十二条", 0, 30000, party=Party.UNIT, subject="施工单位", source="卢氏县城市管理局",
        tiers=_tiers(("轻微", SMALL, 0, 10000), ("一般", MEDIUM, 10000, 20000), ("严重", LARGE, 20000, 30000)),
    ),
    _city(
        "B2-DW", MIXED, WASTE, "第二十条第一款第一项", 0, 3000, party=Party.UNIT, also="警告", subject="单位", source="卢氏县",
        tiers=_tiers(("轻微", LESS_1, 0, 1000), ("一般", TO_2, 1000, 2000), ("严重", OVER_2, 2000, 3000)),
    ),
    _city(
        "B2-GR", MIXED, WASTE, "第二十条第一款第一项", 0, 200, party=Party.PERSON, also="警告", subject="个人", source="卢氏县",
        tiers=_tiers(("轻微", LESS_1, 0, 50), ("一般", TO_2, 50, 100), ("严重", OVER_2, 100, 200)),
    ),
    _city(
        "B3-SG", UNAPPROVED, WASTE, "第二十五条第一款第一项", 10000, 100000, party=Party.UNIT, subject="施工单位", source="荥阳市",
        tiers=_tiers(("轻微", LESS_10, 10000, 40000), ("一般", TO_20, 40000, 70000), ("严重", OVER_20, 70000, 100000)),
    ),
    _city(
        "B3-YS", UNAPPROVED, WASTE, "第二十五条第一款第一项", 5000, 30000, party=Party.UNIT, subject="建设单位、运输单位", source="荥阳市",
        tiers=_tiers(("轻微", LESS_10, 5000, 10000), ("一般", TO_20, 10000, 20000), ("严重", OVER_20, 20000, 30000)),
    ),
    _city(
        "B4", "未及时清运建筑垃圾造成环境污染", WASTE, "第二十二条第一款", 5000, 50000, also="警告", source="登封市",
        tiers=_tiers(("轻微", "不足5立方米", 5000, 15000), ("一般", "5立方米以上不足10立方米", 15000, 30000), ("严重", "10立方米以上", 30000, 50000)),
    ),
    _city(
        "B5", "在桥梁、路灯设施上擅自设置广告牌", "城市道路管理条例", "第四十二条", 0, 20000, source="登封市",
        tiers=_tiers(("轻微", "不足2平方米或者不足3处", 0, 5000), ("一般", "2至10平方米或者3至10处", 5000, 10000), ("严重", "10平方米以上、10处以上或者造成严重后果", 10000, 20000)),
    ),
    _city(
        "B6", "破坏城市绿地生态环境", "城市绿线管理办法", "第十七条", 10000, 30000, source="荥阳市",
        tiers=_tiers(("轻微", "危害后果较轻", 10000, 15000), ("一般", "危害后果一般", 15000, 25000), ("严重", "危害后果严重", 25000, 30000)),
    ),
    _city(
        "B7", "乱扔果皮、纸屑等废弃物逾期不改", "郑州市城市市容和环境卫生管理条例", "第四十八条第六项", 20, 50, party=Party.PERSON,
        source="巩义市（末档推定）",
        tiers=_tiers(("轻微", "不足2处", 20, 30), ("一般", "2处以上4处以下", 30, 40), ("严重", "4处以上", 40, 50)),
    ),
    Benchmark(
        code="B8", violation="未取得公共场所卫生许可证擅自营业", law="公共场所卫生管理条例实施细则", article="第三十五条第一款",
        low=_n(500), high=_n(30000), valid_from=SINCE, also="警告", field="卫生健康", issuer=ISSUER,
        document="卫生健康行政处罚裁量基准（示例）", source="法定分档",
        tiers=_tiers(("一般", "擅自营业不足三个月", 500, 5000), ("严重", "曾受卫生行政处罚、擅自营业三个月以上或者涂改、伪造许可证", 5000, 30000)),
    ),
    AIR,
    replace(AIR, law="中华人民共和国生态环境法典", article="第一千一百三十条", valid_from=CODE_SINCE, valid_to=None),
    STALL,
    replace(
        STALL, code="B10-FJY", low=_n(500), high=_n(2000), subject="非经营性的", party=Party.PERSON, also="",
        tiers=_tiers(("轻微", "初次被查处，当场停止", 500, 1000), ("一般", "经责令后停止", 1000, 1500), ("严重", "拒不停止或者多次被查处", 1500, 2000)),
    ),
    _city(
        "B11", "从建筑物、构筑物中向外抛掷物品", "三门峡市文明行为促进条例", "第三十八条", 1000, 3000, party=Party.PERSON,
        invented=True, source="条文已读，阶次演示自拟",
        tiers=_tiers(("轻微", "没有造成损害，主动清理", 1000, 1500), ("一般", "没有造成人身损害", 1500, 2500), ("严重", "造成损害或者多次抛掷", 2500, 3000)),
    ),
    FOOD,
    replace(
        FOOD, code="B12-D", low=_n(10), high=_n(20), unit=Unit.TIMES_VALUE, base_below=None, base_from=10_000_00,
        subject="货值金额1万元以上的",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Use:
    """How a case of one of the demonstration's matters uses a benchmark. ``base`` in 分."""

    code: str
    tier: str = ""
    base: int = 0
    factors: Mapping[str, str] = field(default_factory=dict)


USES = {
    "dust_yard": Use("B9", factors={f.name: f.options[0][0] for f in AIR.factors}),
    "barbecue": Use("B10-JY", "轻微"),
    "no_permit": Use("B1-JS", "一般", 4_000_000_00),
    "waste_mix": Use("B2-GR", "轻微"),
    "waste_haul": Use("B3-SG", "一般"),
    "beauty": Use("B8", "一般"),
}
