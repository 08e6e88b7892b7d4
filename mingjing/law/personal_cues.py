"""Addresses, dates of birth, ages, schools and illnesses in text, found by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from mingjing.law.identifiers import under_age
from mingjing.law.personal_names import name_at
from mingjing.law.personal_numbers import Span

#: Words before symbols of their own: 微信号：…, 护照号码…, 驾驶证档案编号….
_LABELS = {
    **dict.fromkeys(("微信", "微博", "QQ", "qq", "抖音", "快手", "支付宝", "IP", "ip"), "social_account"),
    **dict.fromkeys(("护照", "通行证"), "passport"),
    **dict.fromkeys(("病历", "住院", "门诊", "就诊卡"), "health"),
    **dict.fromkeys(("驾驶证", "行驶证", "从业资格证", "执业证", "健康证", "残疾证", "残疾人证"), "licence_number"),
    **dict.fromkeys(("军官证", "士兵证", "警官证", "社保卡", "社会保障卡", "医保卡", "居住证"), "licence_number"),
    **dict.fromkeys(("户口簿", "学生证", "学籍"), "licence_number"),
}
#: Every alternative begins with a literal, so that ``re`` skips ahead in C.
_CUE = re.compile(
    "住(?:址|所地?|在|于)?(?![房宿户院宅持])|籍|联系地址|通讯地址|通信地址|送达地址|家庭地址|单元"
    "|生(?=于|日期|年月|[，,。；;）)\\s]|$)|岁|读|学上学|患(?=[一-龥])|诊(?:断|为)?|" + "|".join(_LABELS)
)
_SYMBOLS = re.compile(
    "[书明]?(?:档案)?(?:编号|号码|证号|账号|帐号|号|地址)?(?:为|是)?[：:\\s]{0,3}"
    "((?:[一-龥]?字第?)?[0-9A-Za-z][-_.0-9A-Za-z]{4,29}(?:(?<=字第[0-9]{7})号|(?<=字第[0-9]{8})号)?)(?![-_.0-9A-Za-z]|\\s*[元万次笔年份条人])"
)
_PASSPORT_BEFORE = re.compile("([A-Z]{1,2}[0-9]{7,8})号?(?:普通|因公|因私)?$")

_DETAIL = re.compile(
    "(?:[（(][^（）()]{1,8}[）)])?(?:所在地|地址|地|址)?(?:为|是|于|在)?[：:\\s]{0,3}([^，。；;,、\\n\\t\u3000（(：:]{3,60})"
)
_NEXT_LABEL = re.compile("\\s+[^\\s：:]{2,8}$|\\s+$|\\s+(?=邮编|电话|联系|身份|手机|法定|统一|公民)")
_REGION = re.compile(
    "(?:[一-龥]{2,7}?(?:省|自治区))?(?:[一-龥]{2,6}?(?:市|自治州|地区|盟)(?!场))?"
    "(?:(?:(?![路街道镇乡村号园社院庄巷组楼])[一-龥]){1,8}?(?:[县旗]|(?<!小)区|市(?!场)))?"
)
_PLACE = re.compile("[路街道镇乡村号组巷楼院园区庄单室栋幢苑]")
_FIRM = re.compile("公司|信用代码|合作社|个体工商户|有限|法定代表人|经营者")
_PERSON = re.compile("身份证|公民身份|[，,、][男女][，,、。；]|性别")
_FLAT = re.compile("[一-龥0-9A-Za-z０-９\\-]{2,30}$")
_FLAT_END = re.compile("单元(?:[0-9０-９]{1,4}(?:室|号|户)?)?")
_PREPOSITION = re.compile(".*[在于至到位住往向从：]")
_BUSINESS = re.compile(
    "(?:经营|生产|注册|营业|办公|机关|仓储|加工|检查|违法)(?:场所|地址|地点|住所)[^，。；;\\n]{0,40}$|住所地?[^，。；;\\n]{0,50}$"
)
_DATE = "((?:18|19|20)\\d\\d)[年/.\\-](\\d{1,2})(?:[月/.\\-](?:(\\d{1,2})日?)?)?"
_BORN_BEFORE = re.compile(f"{_DATE}出?$")
_BORN_AFTER = re.compile(f"(?:日期|年月日?|于)?(?:为|是)?[：:\\s]{{0,3}}({_DATE})")
_AGE = re.compile(
    "(?:年仅|现年|年龄)?((?<![\\d满足逾])\\d{1,2}|(?<![一二三四五六七八九十满足逾])[一二三四五六七八九十]{1,3})周?$"
)
_SCHOOL = "[一-龥0-9]{2,20}?(?:小学|中学|初中|高中|幼儿园|学校|职专|中专|学院)"
_SCHOOL_AFTER = re.compile(f"于?在?({_SCHOOL})")
_SCHOOL_BEFORE = re.compile(f"(?:在|于|是|系)({_SCHOOL})就?$")
_DISEASE = (
    "[一-龥A-Za-z]{0,10}?(?:病|症|炎|癌|瘤|高血压|结核|中风|骨折|障碍|综合征|梗死|梗塞|衰竭|感染|阳性|怀孕|妊娠|残疾)"
)
_ILLNESS = re.compile(
    f"(?:结果|意见|证明)?(?:为|是|患?有?)[：:\\s]{{0,2}}({_DISEASE}(?:[、和及]{_DISEASE})*)(?!的|等?的?人员|规定)"
)
_GENERAL = re.compile("规定|有碍|下列|国务院|传染性疾病|相关|职业病|[者人]")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def cued(text: str, on: date | None) -> list[Span]:
    """What the cues reveal. ``on``: the day on which age is judged; without it a date of birth is an ``id_number``."""
    spans: list[Span] = []
    for cue in _CUE.finditer(text):
        word = cue.group()
        if word == "生":
            spans += _birth(text, cue, on)
        else:
            reader = _labelled if word in _LABELS else _READERS[word[0]]
            spans += reader(text, cue)
    return spans


def _labelled(text: str, cue: re.Match[str]) -> Iterator[Span]:
    """Symbols behind the name of an account or certificate: 微信号：…, 护照号码…, 驾驶证档案编号…."""
    word = cue.group()
    kind = _LABELS[word]
    if match := _SYMBOLS.match(text, cue.end()):
        yield Span(*match.span(1), kind, f"“{word}”之后的号码")
    elif kind == "passport" and (before := _PASSPORT_BEFORE.search(text, max(0, cue.start() - 14), cue.start())):
        yield Span(*before.span(1), kind, "护照号码")


def _address(text: str, cue: re.Match[str]) -> Iterator[Span]:
    word, before = cue.group(), text[max(0, cue.start() - 1) : cue.start()]
    if word == "籍" and before != "户":
        return
    if word == "住" and before not in "现家暂，,；;。 \u3000\n" and not text.startswith("居住地", cue.start() - 1):
        return
    if word.startswith("住所") and _of_a_firm(text, cue):
        return
    match = _DETAIL.match(text, cue.end())
    if not match:
        return
    value = _NEXT_LABEL.split(match.group(1), maxsplit=1)[0].rstrip()
    region = _REGION.match(value)
    finer = value[region.end() :] if region else value
    if len(finer) >= 2 and _PLACE.search(finer):
        start = match.start(1) + len(value) - len(finer)
        yield Span(start, start + len(finer), "address", "住址中区县以下的部分")


def _of_a_firm(text: str, cue: re.Match[str]) -> bool:
    """住所 is the seat of a firm if its line speaks of one and of no person, unless （住址） stands behind it."""
    if text[cue.end() : cue.end() + 4].strip("（(：:/").startswith("住址"):
        return False
    line = text[max(text.rfind("\n", 0, cue.start()) + 1, cue.start() - 160) : cue.end() + 80]
    return bool(_FIRM.search(line)) and not _PERSON.search(line)


def _flat(text: str, cue: re.Match[str]) -> Iterator[Span]:
    """…号楼1单元302室 is somebody's home unless a place of business is spoken of (住所 is judged by itself)."""
    at = cue.start()
    before, end = _FLAT.search(text, max(0, at - 30), at), _FLAT_END.match(text, at)
    if not before or not end or text[at - 1] not in "0123456789０１２３４５６７８９一二三四五六七八九十":
        return
    if _BUSINESS.search(text[max(0, at - 60) : at]):
        return
    start = before.start()
    if preposition := _PREPOSITION.match(text, start, at):
        start = preposition.end()
    region = _REGION.match(text, start, at)
    start = region.end() if region else start
    if at - start >= 3:
        yield Span(start, end.end(), "address", "楼栋单元门牌")


def _birth(text: str, cue: re.Match[str], on: date | None) -> Iterator[Span]:
    at = cue.start()
    match = _BORN_BEFORE.search(text, max(0, at - 13), at)
    if match:
        start, end, parts = match.start(), match.end() - (text[at - 1] == "出"), match.groups()
    else:
        after = _BORN_AFTER.match(text, cue.end())
        if not after or text[cue.end() : cue.end() + 1] in "，,。；;）)" and text[at - 1 : at] != "出":
            return
        start, end, parts = after.start(1), after.end(1), after.groups()[1:]
    try:
        born = date(int(parts[0]), int(parts[1]), int(parts[2] or 1))
    except ValueError:
        return
    young = on is not None and born <= on and under_age(born, on)
    yield Span(start, end, "minor" if young else "id_number", "出生日期（公民身份号码第 7—14 位）")


def _age(text: str, cue: re.Match[str]) -> Iterator[Span]:
    match = _AGE.search(text, max(0, cue.start() - 6), cue.start())
    if not match or text[cue.end() : cue.end() + 2] in ("以上", "以下"):
        return
    if not 0 < _integer(match.group(1)) < 18:
        return
    yield Span(match.start(), cue.end(), "minor", "年龄不满十八周岁")
    start = cue.end() + (text[cue.end() : cue.end() + 1] == "的")
    if (end := name_at(text, start)) is not None:
        yield Span(start, end, "minor", "年龄之后的人名")


def _school(text: str, cue: re.Match[str]) -> Iterator[Span]:
    at = cue.start() + (cue.group() != "读")
    match = _SCHOOL_BEFORE.search(text, max(0, at - 24), at)
    if not match and text[at - 1 : at] in ("就", "在"):
        match = _SCHOOL_AFTER.match(text, cue.end())
    if match:
        yield Span(*match.span(1), "minor", "就读学校")


def _illness(text: str, cue: re.Match[str]) -> Iterator[Span]:
    if cue.group() == "诊" and text[cue.start() - 1 : cue.start()] != "确":
        return
    match = _ILLNESS.match(text, cue.end())
    if match and not _GENERAL.search(match.group()):
        yield Span(*match.span(1), "health", "病情")


def _integer(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


_READERS: dict[str, Callable[[str, re.Match[str]], Iterator[Span]]] = {
    **dict.fromkeys("住籍联通送家", _address),
    "单": _flat,
    "岁": _age,
    **dict.fromkeys("读学", _school),
    **dict.fromkeys("患诊", _illness),
}
