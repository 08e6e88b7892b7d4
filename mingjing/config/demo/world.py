"""The invented organs and people of the demonstration. Regions and fields are real, everyone in them is not."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.regions import REGIONS as REGIONS


@dataclass(frozen=True, slots=True)
class OrganSeed:
    """One organ: its region, field, document prefix and the statutes its powers rest on."""

    key: str
    region: str
    name: str
    short: str
    prefix: str
    field: str
    serial: int


ORGANS = (
    OrganSeed("sj", "411200", "三门峡市司法局", "市司法局", "三司", "司法行政", 1),
    OrganSeed("scjg", "411200", "三门峡市市场监督管理局", "市市场监管局", "三市监", "市场监管", 2),
    OrganSeed("sthj", "411200", "三门峡市生态环境局", "市生态环境局", "三环", "生态环境", 3),
    OrganSeed("cg", "411200", "三门峡市城市管理局", "市城管局", "三城管", "城市管理", 4),
    OrganSeed("wj", "411200", "三门峡市卫生健康委员会", "市卫健委", "三卫", "卫生健康", 5),
    OrganSeed("yj", "411200", "三门峡市应急管理局", "市应急局", "三应急", "应急管理", 6),
    OrganSeed("sl", "411200", "三门峡市水利局", "市水利局", "三水", "水利", 7),
    OrganSeed("wg", "411200", "三门峡市文化广电和旅游局", "市文广旅局", "三文旅", "文化旅游", 8),
    OrganSeed("jt", "411200", "三门峡市交通运输局", "市交通局", "三交", "交通运输", 9),
    OrganSeed("ny", "411200", "三门峡市农业农村局", "市农业农村局", "三农", "农业农村", 10),
    OrganSeed("hbcg", "411202", "湖滨区城市管理局", "湖滨城管局", "湖城管", "城市管理", 11),
    OrganSeed("hbsc", "411202", "湖滨区市场监督管理局", "湖滨市场监管局", "湖市监", "市场监管", 12),
    OrganSeed("szsc", "411203", "陕州区市场监督管理局", "陕州市场监管局", "陕市监", "市场监管", 13),
    OrganSeed("szhj", "411203", "三门峡市生态环境局陕州分局", "陕州生态环境分局", "陕环", "生态环境", 14),
    OrganSeed("mcyj", "411221", "渑池县应急管理局", "渑池应急局", "渑应急", "应急管理", 15),
    OrganSeed("lscg", "411224", "卢氏县城市管理局", "卢氏城管局", "卢城管", "城市管理", 16),
    OrganSeed("ymwj", "411281", "义马市卫生健康委员会", "义马卫健委", "义卫", "卫生健康", 17),
    OrganSeed("lbsc", "411282", "灵宝市市场监督管理局", "灵宝市场监管局", "灵市监", "市场监管", 18),
    OrganSeed("lbny", "411282", "灵宝市农业农村局", "灵宝农业农村局", "灵农", "农业农村", 19),
    OrganSeed("kfq", "411271", "三门峡经济开发区综合行政执法局", "开发区综合执法局", "三开综执", "城市管理", 20),
)

SURNAMES = "李林张周陈郑吴孙马朱胡郭何高罗梁宋谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文".strip()
GIVEN = (
    "闻道", "夏", "审言", "正清", "明哲", "守一", "知行", "望舒", "安石", "从周", "以宁", "既明", "思齐", "克己",
    "怀瑾", "景行", "执中", "在宥", "若谷", "希声", "行简", "观澜", "致远", "慎独", "有恒", "无逸", "弘毅", "其琛",
)  # fmt: skip


def person_name(n: int) -> str:
    """The n-th invented name; the same n gives the same name."""
    return SURNAMES[n % len(SURNAMES)] + GIVEN[(n * 5 + n // len(SURNAMES)) % len(GIVEN)]


# The people of one organ: (role letters, position). One person may hold two grants; the rest of the law keeps the
# two people of a publication, and handlers, reviewer and signer, apart.
FULL = (
    ("H", "执法人员"), ("H", "执法人员"), ("H", "执法人员"), ("U", "承办科室负责人"), ("L", "法制审核人员"),
    ("B", "局长"), ("B", "副局长"), ("B", "副局长"), ("PB R", "公示与档案员"), ("PC", "公示审核员"),
)  # fmt: skip
SMALL = (("H U", "执法中队长"), ("H", "执法人员"), ("B", "局长"), ("L PC", "法制审核人员"), ("PB R", "公示与档案员"))
BUREAU = (("J", "监督科科长"), ("J", "监督科科员"), ("S", "系统管理员"), ("C", "安全管理员"), ("D", "审计管理员"))


def staff(seed: OrganSeed) -> tuple[tuple[str, str], ...]:
    """Who works in one organ: the justice bureau supervises and holds the three administrators."""
    if seed.key == "sj":
        return BUREAU
    return FULL if seed.key in {"scjg", "sthj", "cg", "sl"} else SMALL


AREA_CODES = ("411202", "411203", "411221", "411224", "411281", "411282")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(n: int, born: str = "") -> str:
    """A valid but invented ID number: area, birth date, serial, check digit (GB 11643)."""
    born = born or f"{1970 + n % 30}{n % 12 + 1:02d}{n % 28 + 1:02d}"
    body = f"{AREA_CODES[n % len(AREA_CODES)]}{born}{n % 1000:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(kind: str, area: str, n: int) -> str:
    """A valid but invented credit code: ``kind`` 91 firm, 92 sole trader, 11 organ (GB 32100, GB 11714)."""
    body = f"DEM{'G' if kind == '11' else 'A'}{n:04d}"
    value = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    check = 11 - sum(value[c] * w for c, w in zip(body, ORG_WEIGHTS, strict=True)) % 11
    code = f"{kind}{area}{body}{'X' if check == 10 else '0' if check == 11 else check}"
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + ALPHABET[(31 - total % 31) % 31]
