"""What the demonstration's acts of 行政强制 are about: articles are real, firms and things invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seizure:
    """One kind of measure. ``goods``: name, number, quantity."""

    field: str
    power: str
    measure: str
    basis: str
    cause: str
    party: str
    seen: str
    reason: str
    goods: tuple[tuple[str, str, str], ...]
    tested: str = ""


SEIZURES = (
    Seizure(
        "市场监管", "seize_food", "seize", "《中华人民共和国食品安全法》第一百一十条第四项", "涉嫌经营不符合食品安全标准的食品",
        "三门峡示例{n:02d}号食品有限公司", "现场冷库存放散装肉制品12箱，没有标签，当事人不能提供合格证明",
        "有证据证明涉案食品可能不符合食品安全标准，为防止其流入市场，需要扣押。",
        (("散装肉制品", "批号示例{n:03d}A", "12箱"), ("外包装标签", "示例{n:03d}B", "1卷")), "菌落总数、亚硝酸盐",
    ),
    Seizure(
        "市场监管", "seize_food", "seal", "《中华人民共和国食品安全法》第一百一十条第五项", "涉嫌无证从事食品生产",
        "三门峡示例{n:02d}号豆制品有限公司", "现场有豆制品生产线1条，正在生产，当事人不能出示食品生产许可证",
        "违法从事食品生产经营活动，为制止违法行为，需要查封生产场所和设备。",
        (("豆制品生产线", "设备编号示例{n:03d}", "1条"), ("生产车间", "示例{n:03d}号车间", "1间")),
    ),
    Seizure(
        "应急管理", "seize_unsafe", "seal", "《中华人民共和国安全生产法》第六十五条第一款第四项", "涉嫌违法储存危险物品",
        "三门峡示例{n:02d}号化工有限公司", "现场仓库与宿舍相连，存放桶装溶剂30桶，没有防火防爆设施",
        "有根据认为不符合保障安全生产的国家标准，为避免危害发生，需要查封储存场所。",
        (("危险物品仓库", "示例{n:03d}号库", "1间"), ("桶装溶剂", "批号示例{n:03d}S", "30桶")), "闪点、主要成分",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unperformed:
    """One kind of duty that is not performed."""

    field: str
    power: str
    kind: str
    cause: str
    party: str
    title: str
    duty: str
    seen: str
    basis: str = ""
    method: str = ""
    harm: str = ""
    principal: int = 0  # 分


UNPERFORMED = (
    Unperformed(
        "城市管理", "demolish", "demolish", "强制拆除未取得建设工程规划许可证建设的房屋", "三门峡示例{n:02d}号仓储有限公司",
        "责令限期拆除决定书", "拆除未取得建设工程规划许可证建设的单层钢结构库房一处，面积260平方米。",
        "当事人未取得建设工程规划许可证，擅自建设单层钢结构库房一处，面积260平方米，无法采取改正措施消除影响。",
        "《中华人民共和国城乡规划法》第六十八条", "demolish",
    ),
    Unperformed(
        "城市管理", "clear_road", "restore", "代履行清除堆放在道路上的建筑垃圾", "三门峡示例{n:02d}号建筑有限公司",
        "责令限期清除决定书", "清除堆放在道路上的建筑垃圾约40立方米，恢复道路原状。",
        "当事人在道路上堆放建筑垃圾约40立方米，占用机动车道，危害交通安全。",
        "《中华人民共和国行政强制法》第五十条", "substitute", "traffic",
    ),
    Unperformed(
        "水利", "collect_fee", "money", "强制征收水土保持补偿费", "三门峡示例{n:02d}号矿业有限公司",
        "责令限期缴纳水土保持补偿费决定书", "缴纳水土保持补偿费人民币86,400.00元。",
        "当事人开办生产建设项目损坏水土保持设施，应缴水土保持补偿费86,400.00元，逾期未缴纳。", principal=86_400_00,
    ),
)  # fmt: skip
