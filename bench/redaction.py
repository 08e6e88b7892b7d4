"""Personal data: ``law.personal_data.find`` beside the plain way, one regular expression after another.

    python bench/redaction.py [--megabytes 5]

Both sides read the same generated decisions (fixed seed). First the kinds and texts of all hits must be equal, then the
sides are timed in turn, A B A B; medians and the ratio are printed.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mingjing.law.identifiers import check_id_number, check_uscc, id_check_digit, luhn_sum, uscc_check_digit
from mingjing.law.personal_data import find

Document = tuple[str, tuple[str, ...]]
Found = set[tuple[str, str]]

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭何林罗"
GIVEN = "建国海燕丽华志强晓东玉梅俊杰文博永康雪琴春生立民秀英长河新宇佳怡子涵浩然思远景行"
COUNTIES = ["湖滨区", "陕州区", "渑池县", "卢氏县", "义马市", "灵宝市"]
ROADS = ["黄河路", "崤山路", "甘棠路", "和平路", "建设路", "六峰路"]
FILLER = [
    "经查，上述行为违反了《中华人民共和国食品安全法》第五十三条第二款的规定，依照该法第一百二十六条第一款第三项处理。",
    "本机关于2026年11月3日依法送达《行政处罚事先告知书》，告知拟作出处罚的内容、事实、理由、依据及陈述、申辩和听证的权利，三个工作日内未收到意见。",
    "检查时，现场货架上摆放待售的预包装食品共计12桶，货值金额合计人民币1236.50元，能够提供进货票据，不能提供索证索票台账。",
    "证据有：现场笔录一份、照片十二张、进货单据三张、检验报告（编号：2026112312345670）一份，均由提供者签字确认，来源合法，内容真实，与本案有关联。",
    "鉴于违法行为轻微，及时改正，没有造成危害后果，且属于初次被发现，按照《河南省市场监督管理行政处罚裁量权适用规则》，可以从轻处理。",
    "如不服本决定，可以自收到决定书之日起六十日内向人民政府申请行政复议，也可以在六个月内向人民法院提起行政诉讼。",
    "逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，并将依法申请人民法院强制执行；当事人确有经济困难的，可以申请延期或者分期缴纳。",
    "执法过程全程音像记录，记录编号SMX20261103-0007，时长35分12秒，存储于执法音像管理平台，保存期限三十年，任何人不得剪接、删改、损毁。",
]


def person(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))


def identity(dice: random.Random) -> str:
    first = f"419999{dice.randrange(1950, 2005)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}{dice.randrange(1000):03d}"
    return first + id_check_digit(first)


def card(dice: random.Random) -> str:
    first = f"622202{dice.randrange(10**12):012d}"
    return first + str(-luhn_sum(first + "0") % 10)


def credit_code(dice: random.Random) -> str:
    first = f"9141120{dice.choice('23')}MA{dice.randrange(10**7):07d}"
    return first + uscc_check_digit(first)


def decision(dice: random.Random) -> Document:
    """One decision of some 1,500 characters with about a dozen personal data, and the names of its parties."""
    party, witness, owner = person(dice), person(dice), person(dice)
    phone, place = f"1{dice.choice('3589')}{dice.randrange(10**9):09d}", dice.choice(COUNTIES)
    filler = dice.choices(FILLER, k=10)
    lines = [
        f"三市监处罚〔2026〕{dice.randrange(1, 999)}号",
        f"当事人：{party}，男，公民身份号码：{identity(dice)}，联系电话：{phone}，"
        f"住址：河南省三门峡市{place}{dice.choice(ROADS)}{dice.randrange(1, 99)}号{dice.randrange(1, 20)}号楼。",
        *filler[:4],
        f"三门峡市{place}某某商贸有限公司，统一社会信用代码：{credit_code(dice)}，法定代表人：{owner}，为供货方。",
        f"证人{witness}，证实货物由车牌号为豫M{dice.randrange(10**5):05d}的货车运来，货款由{party}转入卡号{card(dice)}，金额{dice.randrange(10**5)}元。",
        *filler[4:8],
        f"{party}对上述事实无异议，并以邮箱mj{dice.randrange(10**6)}@example.com提交了整改材料。",
        *filler[8:],
        f"本机关决定对{party}处以罚款人民币{dice.randrange(1, 50) * 1000}元，上缴国库。",
    ]
    return "\n".join(lines), (party, witness, owner)


# --- the plain way: one expression per kind, each over the whole text ----------------------------------------------

NAIVE = [
    ("id_number", r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"),
    ("id_number", r"(?<=身份证号)[:：]?([1-9]\d{14})(?!\d)"),
    ("id_number", r"((?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?)(?=出生|生[，。])"),
    ("phone", r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])"),
    ("phone", r"(?<![0-9A-Za-z])0\d{2,3}-?\d{7,8}(?![0-9A-Za-z])"),
    ("bank_account", r"(?<![0-9A-Za-z])[3-9]\d{15,18}(?![0-9A-Za-z])"),
    ("bank_account", r"(?:账号|卡号)[：:]?(\d{8,21})(?!\d)"),
    ("plate", r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"),
    ("email", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("passport", r"护照(?:号码?)?[：:]?([A-Z]{1,2}\d{7,8})"),
    ("social_account", r"(?:微信|QQ)号?[：:]?([A-Za-z0-9][-_A-Za-z0-9]{4,19})"),
    ("address", r"(?:住址|现住|家住|户籍所在地)[：:]?[一-龥]{2,12}?(?:[县区]|宝市|马市)([^，。；\n]+)"),
    ("name", rf"(?:当事人|证人|法定代表人|负责人|经营者|被询问人|见证人|举报人|投诉人|代理人)[：:]?([{SURNAMES}][一-龥]{{1,2}})(?=[，。；、（])"),
    ("name", rf"([{SURNAMES}][一-龥]{{1,2}})(?=[，（][男女][，）])"),
    ("minor", r"(?<!满)(?:年仅|现年)?(?<!\d)1?\d周?岁(?!以)"),
    ("minor", r"就读于([一-龥]{2,12}(?:小学|中学|学校))"),
    ("health", r"(?:患有|诊断为|确诊为?)([^，。；的\n]{2,12}?(?:病|症|炎|癌))"),
    ("licence_number", r"(?:驾驶证|从业资格证|健康证|残疾证)(?:编号|号)[：:]?([0-9A-Z]{8,20})"),
]  # fmt: skip
NAIVE_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in NAIVE]


def naive(text: str, names: tuple[str, ...]) -> Found:
    patterns = NAIVE_PATTERNS + [("name", re.compile(re.escape(name))) for name in names]
    hits: Found = set()
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            value = match.group(match.lastindex or 0)
            if kind == "id_number" and len(value) == 18 and check_id_number(value.upper()):
                continue
            if kind == "bank_account" and not card_number(text, match.start(), value):
                continue
            hits.add((kind, value))
    return hits


def card_number(text: str, at: int, value: str) -> bool:
    other = check_uscc(value) is None or check_id_number(value) is None or "编号" in text[at - 4 : at]
    return not other and luhn_sum(value) % 10 == 0


def ours(text: str, names: tuple[str, ...]) -> Found:
    return {(hit.kind, hit.text) for hit in find(text, names)}


def timed(side: Callable[[str, tuple[str, ...]], Found], documents: list[Document]) -> float:
    start = time.perf_counter()
    for text, names in documents:
        side(text, names)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description="脱敏识别：与逐条正则扫描同场比较")
    parser.add_argument("--megabytes", type=float, default=5.0, help="生成文本的大小（UTF-8）")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    dice, documents, size = random.Random(20261123), [], 0
    while size < args.megabytes * 1e6:
        documents.append(decision(dice))
        size += len(documents[-1][0].encode())
    for text, names in documents:
        if ours(text, names) != naive(text, names):
            print("两种做法的结果不同：", sorted(ours(text, names) ^ naive(text, names)), file=sys.stderr)
            return 1
    characters = sum(len(text) for text, _ in documents)
    hits = sum(len(find(*document)) for document in documents)
    rounds = [(timed(ours, documents), timed(naive, documents)) for _ in range(args.rounds)]
    mine, plain = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{len(documents)} 份文书，{characters:,} 字，{hits:,} 处个人信息；两种做法结果相同")
    print(f"find：       {characters / mine / 1e6:6.2f} 百万字/秒")
    print(f"逐条正则：   {characters / plain / 1e6:6.2f} 百万字/秒")
    print(f"倍数：       {plain / mine:6.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
