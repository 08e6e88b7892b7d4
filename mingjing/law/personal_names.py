"""Names of natural persons in text: after words such as 当事人 and 证人, before ，男， and （身份证, and 张某甲.

No dictionary of given names and no statistics: a surname, one or two characters that are not grammar, and a reason to
expect a name just there. The stop lists were drawn up against the statutes, where none of these words names anybody.
"""

from __future__ import annotations

import re

from mingjing.law.personal_numbers import Span

_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|南宫|长孙|宇文|轩辕|端木|呼延|申屠|独孤|东郭|西门|闻人"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖石"
    "金贾韦夏付傅邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤康易乔赖文施洪辛柯庄牛樊葛殷翁季梅鲁阮裴耿屈"
    "焦左宁祁柴冉尚靳桑翟詹申舒岳骆柳兰解喻聂游阳关项路甘鲍娄苗管谷车穆丛房卜司匡边晏涂巫宫查饶佟滕仇宗邢车万俞纪吉霍虞冷祝"
    "蒲童颜柏窦臧茅成费倪安章云郎昌凤花方任凌缪栾刁景束井巴牧山党盛褚卫尤戚邬米贝明计伏麻强危杭丘封芮储段富乌"
)
#: Surnames that far oftener are grammar: believed only where the name is closed by punctuation.
_WEAK_SURNAMES = "于向应时从经包支全连单水年"
#: Ordinary words and places that begin with a surname.
_STOP = (
    "陈述|陈列|曾[经于因在被是有]|任[何务职意]|马[上路]|方[面可式便法案向针]|文[化书件字物本明]|高[度新速空于温危价]|安[全装排置徽阳]|"
    "关[于闭系键注联]|万[元一]|严[重格禁厉控加肃]|申[请辩领报诉购]|成[立为员本年交功品分果]|金[额城属水融银]|江[苏西河]|左[右侧]|石[油料材家]|"
    "钱[款物]|田[地间]|夏[季县天]|武[器装汉]|路[段面边过线]|车[辆主间上内牌站船道]|计[划算量入]|管[理道辖制控线部委护]|项[目]|"
    "明[知确显示文]|强[制行化迫调令]|司[法机]|党[组委员政和]|房[屋间产东主]|花[费园]|冷[链藏冻]|宁[夏波可]|康[复健]|费[用]|解[除释决散散]|章[程]|"
    "尚未|易[燃爆腐于]|山[体西东区]|白天|黄[河色金]|史料|施[工行用]|周[口边期围岁]|许[可昌多]|郑州|焦作|孟[州津]|鲁山|卢氏|洪水|汤汁|"
    "程[序度]|余[款额下]|段[内]|雷[电]|龙[头]|贺[卡]|毛[利]|孔[洞]|乔[木]|季[度节]|柳[树]|游[客览戏]|阳[光台]|查[封看阅验处明获实询找]|祝[贺]|"
    "云[南计]|盛[装放]|井[下盖]|巴[士]|牧[区场]|卫[生星]|米[粉面]|危[险害房及]|封[存条闭]|储[存备蓄]|富[含]|杭州|纪[律检委]|吉林|"
    "林[业木地草]|胡乱|苏州|范[围]|石[块头]|何[种时地人]|权[利益限]|肖像|海[南]|宗[教旨]|景[区观]|边[防界]|童[装车]|颜[色]|"
    "付[款清出]|顾[客问]|谢[绝]|潘多|梁[柱]|杜[绝]|叶[片]|唐[突]|宫[殿]|麻[醉]|牛[肉奶羊]|辛[苦]|柴[油火]|屈[服]|鲍鱼|涂[改料抹]|凌晨"
)
_NOT_FIRST = "的了在是被把该此其到至因由将等或某×*＊的，"
_NOT_SECOND = "的了在于与和及或以为从对将被把向至到因由其该此各等应未不无已曾系称说述请均还又再并但而也都就住有是经涉违拒签陈承认提申办持受自某×*＊"
_NOT_AFTER = (
    "销售|使用|生产|购[进买]|委托|缴纳|驾驶|擅自|进行|实施|存放|配合|改正|送达|收[到取款]|放弃|要求|开[设办具]|租赁|出[租示售具]|采购|加工|"
    "制作|辩[称解]|反映|举报|询问|调查|处[以理罚]|给予|罚款|户籍|身份|电话|证[实明]|现[场住年]|拉运|运输|占[道用]|建设|搭建|发布|虚假|家[属住]|"
    "陪同|作[为出]|表示|报告|转[账让]|支付|酒后|非法|个人|本人|男|女|主[张动]|当[场日]|同[意志]|先生|女士|等[人]|电[话]|共同|先后|多次|利用|通过"
)
_CJK = "一-龥"
_GIVEN = f"(?:(?!{_NOT_AFTER})[{_CJK}])"
_FIRST, _SECOND = f"(?:(?![{_NOT_FIRST}]){_GIVEN})", f"(?:(?![{_NOT_SECOND}]){_GIVEN})"
_SPACE = "[ \u3000]{1,2}"
_CLOSED = "(?=[，。、；：:,;（(）)\\s]|$)"
_AFTER_SURNAME = f"(?:{_FIRST}{_SECOND}?|{_SPACE}{_FIRST}(?:{_SPACE}{_SECOND}(?![{_CJK}]))?)"
NAME = (
    f"(?:[{_CJK}]{{1,8}}(?:[·•]{_SECOND}{{1,8}})+|(?!{_STOP})(?:"
    f"(?:{_COMPOUND}|[{_SURNAMES}]){_AFTER_SURNAME}|[{_WEAK_SURNAMES}]{_FIRST}{_SECOND}?{_CLOSED}))"
)
_NAME = re.compile(NAME)

_MINOR_CUES = "未成年人|监护人|学生|幼儿|儿童"
_CUES = (
    "当事人|法定代表人|法人(?:代表)?|经(?:营者|营业主)|负责人|证人|被(?:询问|检查|处罚|告知|调查|侵害|申请|执行|许可|征收|征用|举报)人"
    "|申请人|代(?:理|收|办)人|举报人|投诉人|联系人|[收寄]件人|受(?:送达|委托|害|伤)[人者]|签收人|委托人|驾驶[人员]|司机|车主|户[主名]|房[主东]"
    "|业主|顾客|消费者|[死伤患]者|[员职]工|从业人员|[店厨]员|厨师|股东|实际控制人|合伙人|投资人|[父母]亲|丈夫|妻子|[儿]子|[女]儿|配偶|家属|姓名|名叫"
    "|邻居|厂长|[店]长|老板|持[有证]人|权利人|承[租包]人|出租人|购买人|被告|原告|第三人"
)
_MIDDLE = "(?:[（(][一-龥、/]{1,10}[）)])?(?:姓名(?:或名称|/名称)?|签名|签字|是|为|系|叫)?[：:\\s]{0,3}"
_CUED = re.compile(
    f"(?:(?P<minor>{_MINOR_CUES})|(?:{_CUES}))(?P<middle>{_MIDDLE})(?P<name>{NAME})"
    f"|(?<=[，,（(、])(?P<sex>[男女])(?=[，,、。；;）)\\s])"
    f"|(?<=[（(，,])(?:居民|公民)?(?P<card>身份)(?:证|号)"
    f"|某(?P<stem>[甲乙丙丁戊己庚辛壬癸])"
)
_BEFORE = re.compile(f"(?:{_COMPOUND}|[{_SURNAMES}{_WEAK_SURNAMES}])[{_CJK}]{{1,2}}$")
_JOINED = re.compile("[、和与及]")
_TRADE = re.compile(
    f"[{_CJK}]{{2,24}}?(?:公司|商店|[商饭酒药小]?店|餐馆|汤馆|馆|工厂|厂|超市|商行|银行|合作社|中心|铺|加油站|工作室|诊所|学校|医院|幼儿园|厅|局|所|经营部|门市部|酒楼|宾馆|网吧|[市商农林牧料殖宰浴]场|坊|庄|院|部|社|会)"
    "(?:[，。；、：:,;（(）)\\s]|$)"
)
_CLAUSE = re.compile("[的在于系是为从将对与被未经到来去赴]|开设|涉嫌|经营")


def cued_names(text: str) -> list[tuple[Span, bool]]:
    """Names that the words around them reveal, each with whether it stands firmly enough to be sought elsewhere."""
    found: list[tuple[Span, bool]] = []
    for cue in _CUED.finditer(text):
        if cue.group("name"):
            found += _after_cue(text, cue)
        elif cue.group("stem"):
            start = cue.start() - 1
            if start >= 0 and text[start] in _SURNAMES:
                found.append((Span(start, cue.end(), "name", "以某甲、某乙指代的人"), True))
        else:
            end = cue.start() - 1
            start = _name_before(text, end)
            if start is not None:
                found.append((Span(start, end, "name", "后文是性别或身份证号"), True))
    return found


def name_at(text: str, at: int) -> int | None:
    """End of a name that begins at ``at``, or None."""
    match = _NAME.match(text, at)
    return match.end() if match and not _is_trade_name(text, at) else None


def _after_cue(text: str, cue: re.Match[str]) -> list[tuple[Span, bool]]:
    kind = "minor" if cue.group("minor") else "name"
    middle = cue.group("middle")
    reason = f"“{text[cue.start() : cue.start('middle')]}”之后的人名"
    firm = bool(middle.strip()) or cue.end("name") - cue.start("name") > 2
    found: list[tuple[Span, bool]] = []
    start: int | None = cue.start("name")
    while start is not None:
        end = name_at(text, start)
        if end is None:
            break
        found.append((Span(start, end, kind, reason), firm))
        start = end + 1 if _JOINED.match(text, end) else None
    return found


def _name_before(text: str, end: int) -> int | None:
    """Start of a name that ends at ``end``; the longest reading that begins with a surname."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0:
            continue
        match = _NAME.match(text, start, end)
        if match and match.end() == end and (length == 3 or length == 2 or text[start : start + 2] in _COMPOUND):
            return start
    return None


def _is_trade_name(text: str, at: int) -> bool:
    """王记羊肉汤馆 is a firm, not Mr. 王记; but 王某甲经营的汤馆 is a person and his firm."""
    match = _TRADE.match(text, at)
    return match is not None and not _CLAUSE.search(match.group())
