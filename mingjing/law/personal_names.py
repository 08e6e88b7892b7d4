"""Names of natural persons in text: after words such as 当事人 and 证人, before ，男， and （身份证, and 张某甲.

No dictionary of given names and no statistics: a surname, one or two characters that are not grammar, and a reason to
expect a name just there. The stop lists were drawn up against the statutes, where none of these words names anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingjing.law.personal_numbers import Span

_COMPOUND_SURNAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 南宫 长孙 宇文 轩辕 端木 呼延 申屠 独孤 东郭 西门 闻人"
)
_COMPOUND = frozenset(_COMPOUND_SURNAMES.split())
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟"
    "姜崔谭陆范汪廖石金贾韦夏付傅邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤康易乔赖文施"
    "洪辛柯庄牛樊葛殷翁季梅鲁阮裴耿屈焦左宁祁柴冉尚靳桑翟詹申舒岳骆柳兰解喻聂游阳关项路甘鲍娄苗管谷车穆丛房卜"
    "司匡边晏涂巫宫查饶佟滕仇宗邢车万俞纪吉霍虞冷祝蒲童颜柏窦臧茅成费倪安章云郎昌凤花方任凌缪栾刁景束井巴牧山"
    "党盛褚卫尤戚邬米贝明计伏麻强危杭丘封芮储富乌"
)
#: Surnames that far oftener are grammar: believed only where the name is closed by punctuation.
_WEAK_SURNAMES = frozenset("于向应时经从包支全连单水年")
#: Ordinary words that begin with a surname: first character, then each second one.
_STOP_ROWS = (
    "陈述列 曾经于因在被是有 任何务职意 马上路 方面可式便法案向针 文化书件字物本明 高度新速空于温危价 "
    "安全装排置徽阳 关于闭系键注联 万元一 严重格禁厉控加肃 申请辩领报诉购 成立为员本年交功品分果 "
    "金额城属水融银 江苏西河 左右侧 石油料材家块头 钱款物 田地间 夏季县天 武器装汉 路段面边过线 "
    "车辆主间上内牌站船道 计划算量入 管理道辖制控线部委护 项目 明知确显示文 强制行化迫调令 司法机 "
    "党组委员政和 房屋间产东主 花费园 冷链藏冻 宁夏波可 康复健 费用 解除释决散 章程 尚未 易燃爆腐于 "
    "山体西东区 白天 黄河色金 史料 施工行用 周口边期围岁 许可昌多 郑州 焦作 孟州津 鲁山 卢氏 洪水 汤汁 程序度 "
    "余款额下 段内 雷电 龙头 贺卡 毛利 孔洞 乔木 季度节 柳树 游客览戏 阳光台 查封看阅验处明获实询找 祝贺 "
    "云南计 盛装放 井下盖 巴士 牧区场 卫生星 米粉面 危险害房及 封存条闭 储存备蓄 富含 杭州 纪律检委 吉林 "
    "林业木地草 胡乱 苏州 范围 何种时地人 肖像 宗教旨 景区观 边防界 童装车 颜色 付款清出 顾客问 谢绝 梁柱 "
    "杜绝 叶片 唐突 宫殿 麻醉 牛肉奶羊 辛苦 柴油火 屈服 鲍鱼 涂改料抹 凌晨"
)
_STOP = frozenset(row[0] + second for row in _STOP_ROWS.split() for second in row[1:])
_NOT_FIRST = frozenset("的了在是被把该此其到至因由将等或某×*＊，男女")
_NOT_SECOND = frozenset(
    "的了在于与和及或以为从对将被把向至到因由其该此各等应未不无已曾系称说述请均还又再并但而也都就住有是经涉违"
    "拒签陈承认提申办持受自某×*＊男女"
)
#: Ordinary words that follow a name: a character that begins one of them is not taken for part of the name.
_FOLLOWING = (
    "销售 使用 生产 购进 购买 委托 缴纳 驾驶 擅自 进行 实施 存放 配合 改正 送达 收到 收取 收款 放弃 要求 开设 "
    "开办 开具 租赁 出租 出示 出售 出具 采购 加工 制作 辩称 辩解 反映 举报 询问 调查 处以 处理 处罚 给予 罚款 "
    "户籍 身份 电话 证实 证明 现场 现住 现年 拉运 运输 占道 占用 建设 搭建 发布 虚假 家属 家住 陪同 作为 作出 "
    "表示 报告 转账 转让 支付 酒后 非法 个人 本人 主张 主动 当场 当日 同意 先生 女士 共同 先后 多次 利用 通过 "
    "均在 所有 所述 负责 承包 发现 拨打 前往 离开 返回 参加 履行 完成 组织 安排 雇佣 聘用 招用 接受 指使 带领 "
    "操作 倾倒 堆放 排放 丢弃"
)
_NOT_AFTER = frozenset(_FOLLOWING.split())
#: Words after which a name is expected.
_CUE_WORDS = (
    "当事人 法定代表人 法人 法人代表 经营者 经营业主 负责人 证人 代理人 代收人 代办人 举报人 投诉人 联系人 "
    "收件人 寄件人 受送达人 受委托人 受害人 被侵害人 受伤人 签收人 委托人 申请人 驾驶人 驾驶员 车主 户主 户名 "
    "房主 房东 业主 顾客 消费者 死者 伤者 患者 员工 职工 从业人员 店员 厨师 股东 实际控制人 合伙人 投资人 "
    "父亲 母亲 丈夫 妻子 儿子 女儿 配偶 家属 姓名 名叫 邻居 厂长 店长 老板 持有人 持证人 权利人 承租人 承包人 "
    "出租人 购买人 被告 原告 第三人 询问人 检查人 处罚人 告知人 调查人 执行人 许可人 征收人 征用人 抽样人 "
    "本人"
)
_CUES = tuple(_CUE_WORDS.split())
_MINOR_CUES = ("未成年人", "监护人", "学生", "幼儿", "儿童")
#: Those who act for the organ are named in public (处42; 公示 of the plan): 询问人 is no cue, 被询问人 is one.
_ONLY_PASSIVE = frozenset(
    ["询问人", "检查人", "处罚人", "告知人", "调查人", "执行人", "许可人", "征收人", "征用人", "抽样人"]
)
_BY_LAST = {
    last: tuple(cue for cue in (*_CUES, *_MINOR_CUES) if cue[-1] == last)
    for last in sorted({cue[-1] for cue in (*_CUES, *_MINOR_CUES)})
}
#: First characters of names; those of compound surnames only where they are not common words themselves.
_HEADS = "".join(sorted(_SURNAMES | _WEAK_SURNAMES | {name[0] for name in _COMPOUND}))
_MIDDLE = "(?:[（(][一-龥、/]{1,10}[）)])?(?:姓名(?:或名称|/名称)?|签名|签字|是|为|系|叫)?[：:\\s]{0,3}"
#: The last character of a cue, then what may stand between, then a surname: C code drops nearly all of the text.
_CUED = re.compile(f"[{''.join(_BY_LAST)}](?=[{_HEADS}：:（(\\s姓签是为系叫])({_MIDDLE})(?=[{_HEADS}])")
_SIGNS = re.compile(
    "男(?=[，,、。；;）)\\s])|女(?=[，,、。；;）)\\s])|身份(?=[证号])|某(?=[甲乙丙丁戊己庚辛壬癸])|·(?=[一-龥])|•(?=[一-龥])"
)
_CLOSED = re.compile("[，。、；：:,;（(）)\\s]|$")
_TRADES = (
    "公司 店 馆 厂 超市 商行 银行 合作社 中心 铺 加油站 工作室 诊所 学校 医院 幼儿园 厅 局 所 经营部 门市部 "
    "酒楼 宾馆 网吧 市场 商场 农场 林场 牧场 料场 养殖场 屠宰场 坊 庄 院 部 社 会"
)
_TRADE = tuple(_TRADES.split())
_WORDS = re.compile("[一-龥]*")
_CLAUSE = re.compile("[的在于系是为从将对与被未经到来去赴]|开设|涉嫌")
_ETHNIC_BEFORE = re.compile("[一-龥]{1,12}$")


def cued_names(text: str) -> list[tuple[Span, bool]]:
    """Names that the words around them reveal, each with whether it stands firmly enough to be sought elsewhere."""
    found: list[tuple[Span, bool]] = []
    for match in _CUED.finditer(text):
        found += _after_cue(text, match)
    for sign in _SIGNS.finditer(text):
        found += _at_sign(text, sign)
    return found


def name_at(text: str, at: int, limit: int | None = None) -> int | None:
    """End of a name that begins at ``at`` (and ends at ``limit`` if that is given), or None."""
    head = text[at : at + 2]
    weak = head[:1] in _WEAK_SURNAMES
    if head in _STOP or not (weak or head[:1] in _SURNAMES or head in _COMPOUND):
        return None
    at_first = at + (2 if head in _COMPOUND else 1)
    first = _past_spaces(text, at_first)
    if not _may_be_given(text, first, _NOT_FIRST):
        return None
    end = first + 1
    second = _past_spaces(text, end) if first > at_first else end
    if (
        end != limit
        and _may_be_given(text, second, _NOT_SECOND)
        and not (second > end and "一" <= text[second + 1 : second + 2] <= "龥")
    ):
        end = second + 1
    if weak and not _CLOSED.match(text, end):
        return None
    if limit is not None:
        return end if end == limit else None
    return None if _is_trade_name(text, at, end) else end


def _after_cue(text: str, match: re.Match[str]) -> Iterator[tuple[Span, bool]]:
    last = match.start() + 1
    cues = _BY_LAST[text[last - 1]]
    if not text.endswith(cues, 0, last):
        return
    cue = next(c for c in cues if text.endswith(c, 0, last))
    if cue in _ONLY_PASSIVE and not text.endswith("被" + cue, 0, last):
        return
    kind = "minor" if cue in _MINOR_CUES else "name"
    start: int | None = match.end()
    while start is not None and (end := name_at(text, start)) is not None:
        yield Span(start, end, kind, f"“{cue}”之后的人名"), bool(match.group(1).strip()) or end - start > 2
        start = end + 1 if text[end : end + 1] in {"、", "和", "与", "及"} else None


def _at_sign(text: str, sign: re.Match[str]) -> Iterator[tuple[Span, bool]]:
    """王某甲; 李四，男，; 李四（身份证号…); 当事人买买提·艾力."""
    at = sign.start()
    if sign.group() == "某":
        if at and text[at - 1] in _SURNAMES:
            yield Span(at - 1, at + 2, "name", "以某甲、某乙指代的人"), True
    elif sign.group() in "·•":
        yield from _ethnic(text, at)
    else:
        at -= 2 if text[max(0, at - 2) : at] in ("居民", "公民") else 0
        if at and text[at - 1] in "，,（(、" and (start := _name_before(text, at - 1)) is not None:
            yield Span(start, at - 1, "name", "后文是性别或身份证号"), True


def _ethnic(text: str, dot: int) -> Iterator[tuple[Span, bool]]:
    """A name with a dot in it has no surname to go by: it counts behind a cue only."""
    before = _ETHNIC_BEFORE.search(text, max(0, dot - 12), dot)
    if before is None:
        return
    ahead = text[max(0, before.start() - 8) : before.start()].rstrip("：: \u3000")
    starts = [before.start()] if ahead.endswith(tuple(_CUES)) else []
    starts += [before.start() + before.group().rfind(cue) + len(cue) for cue in _CUES if cue in before.group()]
    if not starts or max(starts) >= dot:
        return
    end = dot + 1
    while end < dot + 9 and _may_be_given(text, end, _NOT_SECOND) or text[end : end + 1] in {"·", "•"}:
        end += 1
    yield Span(max(starts), end, "name", "带间隔号的人名"), True


def _name_before(text: str, end: int) -> int | None:
    """Start of a name that ends at ``end``: four characters only with a compound surname, else three, else two."""
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and (length < 4 or text[start : start + 2] in _COMPOUND) and name_at(text, start, end):
            return start
    return None


def _past_spaces(text: str, at: int) -> int:
    """Names are spaced out in tables: 张　三."""
    for _ in range(2):
        at += text[at : at + 1] in {" ", "\u3000"}
    return at


def _may_be_given(text: str, at: int, barred: frozenset[str]) -> bool:
    symbol = text[at : at + 1]
    return "一" <= symbol <= "龥" and symbol not in barred and text[at : at + 2] not in _NOT_AFTER


def _is_trade_name(text: str, at: int, end: int) -> bool:
    """王记羊肉汤馆 is a firm, not Mr. 王记; but 王某甲经营的汤馆 is a person and his firm."""
    words = _WORDS.match(text, at, at + 26)
    if words is None or words.end() <= end:
        return False
    return words.group().endswith(_TRADE) and not _CLAUSE.search(words.group())
