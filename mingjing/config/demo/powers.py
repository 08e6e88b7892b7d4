"""Powers of the demonstration's organs beyond penalties: the items of the 权责清单 that the other acts rest on.

One row: key, organ field, kind of act, name, basis. An organ has every row of its field.
"""

from __future__ import annotations

from typing import NamedTuple

from mingjing.law.kinds import ActKind


class PowerSeed(NamedTuple):
    """One item of the list."""

    key: str
    field: str
    kind: ActKind
    name: str
    basis: str


POWERS = (
    # 行政处罚 (简易程序)
    PowerSeed("street_stall", "城市管理", ActKind.PENALTY, "对占用道路摆摊设点的处罚", "《城市市容和环境卫生管理条例》第三十六条"),
    # 行政强制
    PowerSeed("seize_food", "市场监管", ActKind.COERCION, "查封、扣押不符合食品安全标准的食品", "《中华人民共和国食品安全法》第一百一十条"),
    PowerSeed("seize_polluting", "生态环境", ActKind.COERCION, "查封、扣押排放污染物的设施、设备", "《中华人民共和国生态环境法典》"),
    PowerSeed("seize_unsafe", "应急管理", ActKind.COERCION, "查封、扣押不符合保障安全生产标准的设施、设备、器材", "《中华人民共和国安全生产法》第六十五条"),
    PowerSeed("demolish", "城市管理", ActKind.COERCION, "强制拆除违法建筑", "《中华人民共和国城乡规划法》第六十八条"),
    PowerSeed("clear_road", "城市管理", ActKind.COERCION, "代履行（清除道路、公共场所的障碍物、污染物）", "《中华人民共和国行政强制法》第五十条"),
    PowerSeed("clear_river", "水利", ActKind.COERCION, "代履行（清除河道内的障碍物）", "《中华人民共和国防洪法》第四十二条"),
    PowerSeed("collect_fee", "水利", ActKind.COERCION, "加收滞纳金，申请人民法院强制执行", "《中华人民共和国水土保持法》第五十七条"),
    # 行政检查
    PowerSeed("inspect_food", "市场监管", ActKind.INSPECTION, "食品生产经营监督检查", "《中华人民共和国食品安全法》第一百一十条"),
    PowerSeed("inspect_pollution", "生态环境", ActKind.INSPECTION, "排污单位现场检查", "《中华人民共和国生态环境法典》"),
    PowerSeed("inspect_safety", "应急管理", ActKind.INSPECTION, "生产经营单位安全生产检查", "《中华人民共和国安全生产法》第六十五条"),
    PowerSeed("inspect_health", "卫生健康", ActKind.INSPECTION, "公共场所卫生监督检查", "《公共场所卫生管理条例》第十条"),
    # 行政征收征用
    PowerSeed("soil_fee", "水利", ActKind.LEVY, "征收水土保持补偿费", "《中华人民共和国水土保持法》第三十二条"),
    PowerSeed("water_fee", "水利", ActKind.LEVY, "征收水资源费（费改税以前欠缴）", "《取水许可和水资源费征收管理条例》第二十八条"),
    PowerSeed("requisition", "应急管理", ActKind.LEVY, "应急征用设备、场地、交通工具", "《中华人民共和国突发事件应对法》第七十六条"),
    PowerSeed("expropriate", "城市管理", ActKind.LEVY, "国有土地上房屋征收与补偿", "《国有土地上房屋征收与补偿条例》第八条"),
    # 行政许可
    PowerSeed("food_licence", "市场监管", ActKind.LICENCE, "食品经营许可", "《中华人民共和国食品安全法》第三十五条"),
    PowerSeed("public_place", "卫生健康", ActKind.LICENCE, "公共场所卫生许可", "《公共场所卫生管理条例》第四条"),
    PowerSeed("waste_licence", "城市管理", ActKind.LICENCE, "城市建筑垃圾处置核准", "《城市建筑垃圾管理规定》第七条"),
    PowerSeed("vet_licence", "农业农村", ActKind.LICENCE, "兽药经营许可", "《兽药管理条例》第二十二条"),
    PowerSeed("water_licence", "水利", ActKind.LICENCE, "取水许可", "《取水许可和水资源费征收管理条例》第二条"),
)  # fmt: skip
