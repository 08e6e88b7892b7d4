"""Personal data in Chinese enforcement texts: where it stands, what kind it is, and why it was recognised.

Pure text in, spans out; nothing is decided here about what may be published (个人信息保护法 28; 行政处罚法 48;
政府信息公开条例 14、15): the class of each span is proposed by ``documents`` and approved by people.

Three passes of compiled patterns over the text:

1. ``personal_numbers``: runs of digits and letters, classified by check digits and never guessed from length alone.
2. *Cues* (当事人, 住址, 患有, 就读 …) say that what stands beside them is a name, an address, an illness, a school.
3. *Names* that the caller knows (the parties of the case), and every name and home address that pass 2 revealed,
   are found again wherever they recur.

A missed hit publishes a person's data, a false one costs a click: where the two pull apart, this errs to the second.
Already masked forms (张某, 李某某, 138****8000) are no hits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mingjing.law.identifiers import under_age
from mingjing.law.personal_names import cued_names, name_at
from mingjing.law.personal_numbers import Span, numbers

KINDS = (
    "name",
    "id_number",
    "phone",
    "address",
    "bank_account",
    "plate",
    "email",
    "passport",
    "social_account",
    "minor",
    "health",
    "licence_number",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One span, in characters of the text as given: ``text[start:end]``; ``kind`` is one of KINDS."""

    start: int
    end: int
    kind: str
    text: str
    reason: str


def find(
    text: str,
    names: Iterable[str] = (),
    *,
    public_phones: Iterable[str] = (),
    public_terms: Iterable[str] = (),
    on: date | None = None,
) -> list[Hit]:
    """All personal data in ``text``, in order, without overlaps; the same input always gives the same hits.

    ``names``: natural persons of the case (names of organisations among them are passed over). ``public_phones``:
    telephones of organs, with or without area code. ``public_terms``: phrases of the case that are public although
    they look personal (a trade name holding its owner's name, the account that collects fines). ``on``: with a day
    given, identity numbers, dates of birth and ages of persons under 18 on that day are of kind ``minor``.

    Of an address only what is finer than county or district is marked; dates of birth are of kind ``id_number``,
    being part of one.
    """
    spans = numbers(text, frozenset(re.sub(r"\D", "", phone) for phone in public_phones), on)
    spans += _cued(text, on)
    spans += _mail(text)
    spans += _known(text, names)
    revealed = cued_names(text)
    spans += [span for span, _ in revealed]
    spans += _again(text, [span for span, firm in revealed if firm] + [s for s in spans if s.kind == "address"])
    return _settled(text, spans, _everywhere(text, public_terms))


# --- cues other than for names ------------------------------------------------------------------------------------

_CUE = re.compile(
    "(?P<address>住址|住所地?|现住|家住|暂住|户籍|居住[于在地址]|(?:家庭|联系|通讯|通信|送达|居住)地址|(?<=[，,；;。\\s])住(?![房宿户院所址宅持])(?=[一-龥]))"
    "|(?P<flat>单元)"
    "|(?P<birth>出生|(?<=[日月])生(?=[，,。；;）)\\s]|$)|生于)"
    "|(?P<age>岁)"
    "|(?P<school>就读|上学|读书|在读)"
    "|(?P<illness>患有|罹患|身患|确诊|诊断)"
    "|(?P<record>病历号|住院号|门诊号|就诊卡号)"
    "|(?P<social>微信|[Qq]{2}|抖音|快手|微博|支付宝|[Ii][Pp](?![A-Za-z]))"
    "|(?P<passport>护照|通行证)"
    "|(?P<licence>驾驶证|行驶证|从业资格证|执业证书?|健康证明?|残疾人?证|军官证|士兵证|警官证|社保卡|社会保障卡|医保卡|居住证|户口簿"
    "|学生证|学籍)"
)
_IS = "(?:为|是)?[：:\\s]{0,3}"
_DETAIL = re.compile(
    "(?:[（(][^（）()]{1,8}[）)])?(?:所在地|地址|地|址)?(?:为|是|于|在)?[：:\\s]{0,3}([^，。；;,、\\n\\t\u3000（(：:]{3,60})"
)
_NEXT_LABEL = re.compile("\\s+[^\\s：:]{2,8}$|\\s+$|\\s+(?=(?:邮编|电话|联系|身份|手机|法定|统一|公民))")
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
    "(?:经营|生产|注册|营业|办公|机关|仓储|加工|检查|违法)(?:场所|地址|地点|住所)[^，。；;\\n]{0,40}$"
)
_BORN = re.compile("((?:18|19|20)\\d\\d)(?:年|-|/|\\.)(\\d{1,2})(?:月|-|/|\\.)?(?:(\\d{1,2})日?)?$")
_BORN_AFTER = re.compile(
    "(?:日期|年月日?|时间|于)?"
    + _IS
    + "(((?:18|19|20)\\d\\d)(?:年|-|/|\\.)(\\d{1,2})(?:(?:月|-|/|\\.)(?:(\\d{1,2})日?)?)?)"
)
_AGE = re.compile(
    "(?:年仅|现年|年龄)?((?<![\\d满足逾])\\d{1,2}|(?<![一二三四五六七八九十满足逾])[一二三四五六七八九十]{1,3})周?$"
)
_SCHOOL = "[一-龥0-9]{2,20}?(?:小学|中学|初中|高中|幼儿园|学校|职专|中专|学院)"
_SCHOOL_AFTER = re.compile(f"于?(?:在)?({_SCHOOL})")
_SCHOOL_BEFORE = re.compile(f"(?:在|于|是|系)({_SCHOOL})$")
_DISEASE = (
    "[一-龥A-Za-z]{0,10}?(?:病|症|炎|癌|瘤|高血压|结核|中风|骨折|障碍|综合征|梗死|梗塞|衰竭|感染|阳性|怀孕|妊娠|残疾)"
)
_ILLNESS = re.compile(
    f"(?:结果|意见|证明)?(?:为|是|患有?)?[：:\\s]{{0,2}}({_DISEASE}(?:[、和及]{_DISEASE})*)(?!的|等?的?人员|规定)"
)
_GENERAL = re.compile("规定|有碍|下列|国务院|传染性疾病|相关|职业病")
_SYMBOLS = re.compile(
    "(?:档案)?(?:编号|号码|证号|账号|帐号|号|地址)?"
    + _IS
    + "([0-9A-Za-z][-_.0-9A-Za-z]{4,29})(?![-_.0-9A-Za-z]|[元万次笔年份条人]|\\s*元)"
)
_MILITARY = re.compile("(?:编号|号码|号)?" + _IS + "([一-龥]{1,3}字第?[0-9]{4,10}号)")
_PASSPORT_BEFORE = re.compile("([A-Z]{1,2}[0-9]{7,8})号?(?:普通)?$")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def _cued(text: str, on: date | None) -> list[Span]:
    spans: list[Span] = []
    for cue in _CUE.finditer(text):
        kind = cue.lastgroup
        if kind == "address":
            spans += _address(text, cue)
        elif kind == "flat":
            spans += _flat(text, cue.start())
        elif kind == "birth":
            spans += _birth(text, cue, on)
        elif kind == "age":
            spans += _age(text, cue)
        elif kind == "school":
            spans += _school(text, cue)
        elif kind == "illness":
            match = _ILLNESS.match(text, cue.end())
            if match and not _GENERAL.search(match.group()):
                spans.append(Span(*match.span(1), "health", f"“{cue.group()}”之后的病情"))
        elif kind is not None:
            spans += _labelled(text, cue, kind)
    return spans


def _labelled(text: str, cue: re.Match[str], cue_kind: str) -> Iterator[Span]:
    """Symbols behind the name of an account or certificate: 微信号：…, 护照号码…, 驾驶证档案编号…."""
    kind = {"record": "health", "social": "social_account", "licence": "licence_number"}.get(cue_kind, cue_kind)
    match = _SYMBOLS.match(text, cue.end()) or (_MILITARY.match(text, cue.end()) if cue_kind == "licence" else None)
    if match:
        yield Span(*match.span(1), kind, f"“{cue.group()}”之后的号码")
    elif cue_kind == "passport" and (before := _PASSPORT_BEFORE.search(text, max(0, cue.start() - 14), cue.start())):
        yield Span(*before.span(1), kind, "护照号码")


def _address(text: str, cue: re.Match[str]) -> Iterator[Span]:
    if cue.group() in ("住所", "住所地") and _of_a_firm(text, cue):
        return
    match = _DETAIL.match(text, cue.end())
    if not match:
        return
    value = _NEXT_LABEL.split(match.group(1), maxsplit=1)[0].rstrip()
    region = _REGION.match(value)
    finer = value[region.end() :] if region else value
    if len(finer) >= 2 and _PLACE.search(finer):
        start = match.start(1) + len(value) - len(finer)
        yield Span(start, start + len(finer), "address", f"“{cue.group()}”之后的住址，区县以下")


def _of_a_firm(text: str, cue: re.Match[str]) -> bool:
    """住所 is the seat of a firm unless the same paragraph speaks of a person, or 住址 stands beside it."""
    line = text[text.rfind("\n", 0, cue.start()) + 1 : cue.end() + 80]
    near = line[-(cue.end() - cue.start() + 160) :]
    if text[cue.end() : cue.end() + 4].strip("（(：:/").startswith("住址"):
        return False
    return bool(_FIRM.search(near)) and not _PERSON.search(near)


def _flat(text: str, at: int) -> Iterator[Span]:
    """…号楼1单元302室 is somebody's home unless a place of business is spoken of."""
    before = _FLAT.search(text, max(0, at - 30), at)
    end = _FLAT_END.match(text, at)
    if not before or not end or _BUSINESS.search(text, max(0, at - 60), at):
        return
    if not re.search("[0-9０-９一二三四五六七八九十]$", before.group()) or _seat(text, at):
        return
    start = before.start()
    if preposition := _PREPOSITION.match(text, start, at):
        start = preposition.end()
    region = _REGION.match(text, start, at)
    start = region.end() if region else start
    if at - start >= 3:
        yield Span(start, end.end(), "address", "楼栋单元门牌")


def _seat(text: str, at: int) -> bool:
    """The flat stands in an address that 住所 of a firm introduces."""
    cue = re.search("住所地?[^，。；;\\n]{0,50}$", text[max(0, at - 60) : at])
    return bool(cue) and bool(_FIRM.search(text, max(0, at - 160), at + 80))


def _birth(text: str, cue: re.Match[str], on: date | None) -> Iterator[Span]:
    match = _BORN.search(text, max(0, cue.start() - 12), cue.start())
    if match:
        start, end, parts = match.start(), match.end(), match.groups()
    else:
        after = _BORN_AFTER.match(text, cue.end())
        if not after or cue.group() == "生":
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
    if not match or text[cue.end() : cue.end() + 2] in ("以上", "以下", "至1"):
        return
    years = _integer(match.group(1))
    if not 0 < years < 18:
        return
    yield Span(match.start(), cue.end(), "minor", "年龄不满十八周岁")
    start = cue.end() + (text[cue.end() : cue.end() + 1] == "的")
    if (end := name_at(text, start)) is not None:
        yield Span(start, end, "minor", "年龄之后的人名")


def _school(text: str, cue: re.Match[str]) -> Iterator[Span]:
    match = _SCHOOL_AFTER.match(text, cue.end()) or _SCHOOL_BEFORE.search(text, max(0, cue.start() - 24), cue.start())
    if match:
        yield Span(*match.span(1), "minor", "就读学校")


def _integer(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


# --- mail, known names, recurrences -------------------------------------------------------------------------------

_MAIL_BEFORE = re.compile("[0-9A-Za-z._%+\\-]{1,64}$")
_MAIL_AFTER = re.compile("[0-9A-Za-z\\-]+(?:\\.[0-9A-Za-z\\-]+)*\\.[A-Za-z]{2,10}")
_ORGANIZATION = re.compile("(?:公司|店|厂|局|所|院|中心|合作社|学校|部|站|行|馆|会|社|超市|政府|委员会|办公室|厅|队)$")


def _mail(text: str) -> list[Span]:
    spans = []
    at = -1
    for at in _places(text, "@") + _places(text, "＠"):
        before, after = _MAIL_BEFORE.search(text, max(0, at - 64), at), _MAIL_AFTER.match(text, at + 1)
        if before and after and not after.group().lower().endswith("gov.cn"):
            spans.append(Span(before.start(), after.end(), "email", "电子邮箱"))
    return spans


def _known(text: str, names: Iterable[str]) -> list[Span]:
    spans: list[Span] = []
    for name in sorted({name.strip() for name in names}):
        if len(name) < 2 or _ORGANIZATION.search(name) and len(name) > 3:
            continue
        for at in _places(text, name):
            spans.append(Span(at, at + len(name), "name", "本案当事人姓名"))
        spans += _variants(text, name)
    return spans


def _variants(text: str, name: str) -> Iterator[Span]:
    """李　文　博; 买买提•艾力; 文博说 (a given name before a word that only persons take)."""
    given = name[1:]
    if len(given) == 2 and "某" not in given and given in text:
        for match in re.finditer(f"{given}(?=先生|女士|本人|说|称|表示|承认|陈述|辩称|签字|签名)", text):
            yield Span(*match.span(), "name", "本案当事人名字")
    if name[0] not in text:
        return
    spaced = re.escape(name[0]) + "".join(
        "[·•・.．]" if symbol in "·•・" else f"[ \u3000]{{0,4}}{re.escape(symbol)}" for symbol in name[1:]
    )
    for match in re.finditer(spaced, text):
        if match.group() != name:
            yield Span(*match.span(), "name", "本案当事人姓名")


def _again(text: str, revealed: list[Span]) -> list[Span]:
    spans = []
    for word, kind in sorted({(text[s.start : s.end], s.kind) for s in revealed}):
        for at in _places(text, word):
            spans.append(Span(at, at + len(word), kind, "前后文已指明，再次出现"))
    return spans


def _places(text: str, word: str) -> list[int]:
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places


def _everywhere(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    return [(at, at + len(word)) for word in words if word for at in _places(text, word)]


_NAMED_BY_CUE = {"social_account", "passport", "licence_number", "minor", "health"}


def _order(span: Span) -> tuple[int, int, bool, str, str]:
    return span.start, -span.end, span.kind not in _NAMED_BY_CUE, span.kind, span.reason


def _settled(text: str, spans: list[Span], public: list[tuple[int, int]]) -> list[Hit]:
    """No overlaps, and no character of any candidate lost: what an earlier span covers in part is cut, not dropped."""
    hits: list[Hit] = []
    covered = 0
    for start, end, kind, reason in sorted(spans, key=_order):
        if end <= covered or any(a <= start and end <= b for a, b in public):
            continue
        start = max(start, covered)
        hits.append(Hit(start, end, kind, text[start:end], reason))
        covered = end
    return hits
