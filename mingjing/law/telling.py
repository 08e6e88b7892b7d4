"""告知 at the scene (plan 三(一)2): what an officer reads aloud and hands over, per act: why, on what basis, rights.

Each right and duty carries its article. The words are short enough to be read aloud; the paper served later says the
rest. What could not be read in the text of a law is marked ``to_confirm``.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.kinds import ActKind
from mingjing.law.visits import FIVE_BANS


@dataclass(frozen=True, slots=True)
class Line:
    """One right or duty and its article."""

    words: str
    article: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told in one kind of act. ``opening`` is read after names and numbers of the officers were said."""

    slug: str
    label: str
    acts: frozenset[tuple[ActKind, str]]
    opening: str
    basis: str
    rights: tuple[Line, ...]
    duties: tuple[Line, ...]
    discipline: tuple[str, ...] = ()
    to_confirm: str = ""


REFUSE = Line("执法人员不出示执法证件或者少于两人的，你有权拒绝。", "行政处罚法42、55；河南省行政执法条例24")
RECUSAL = Line("认为我们与本案有直接利害关系或者有其他关系可能影响公正执法的，你有权申请我们回避。", "行政处罚法43")
SPEAK = Line("你有权陈述和申辩，我们应当听取、记录并复核，不会因为你申辩而加重处罚。", "行政处罚法7、45")
COMPLAIN = Line("对执法行为有意见的，可以拨打 12345 或者本机关监督电话投诉、举报。", "三政办〔2019〕16号三(一)2")
TRUTH = Line("请如实回答询问，协助调查或者检查，不得拒绝或者阻挠。", "行政处罚法55")
SCENE_RECORD = Line("现场制作的笔录，你有权核对；有差错的可以要求更正，确认无误后签名。", "行政处罚法55")

TELLINGS: tuple[Telling, ...] = (
    Telling(
        "inspection", "行政检查", frozenset({(ActKind.INSPECTION, "inspection")}),
        "现依法对你（单位）进行行政检查，请扫码核验我们的身份。", "行政检查的事项和依据，写在检查通知书上",
        (
            Line("执法人员不出示执法证件、不亮检查码或者少于两人的，你有权拒绝检查。",
                 "行政处罚法55；国办发〔2024〕54号"),
            RECUSAL,
            Line("你有权陈述、申辩；有权拒绝超出本次检查事项的检查。", "河南省行政执法条例26；国办发〔2024〕54号"),
            Line("不要求法定代表人到场，不妨碍正常的生产经营。", "国办发〔2024〕54号"),
            SCENE_RECORD, COMPLAIN,
        ),
        (TRUTH,), FIVE_BANS, "国办发〔2024〕54号的条文未逐字核对",
    ),
    Telling(
        "penalty", "行政处罚（调查取证）", frozenset({(ActKind.PENALTY, "ordinary")}),
        "现就下列事项依法进行调查。", "行政处罚法54、55",
        (
            REFUSE, RECUSAL, SPEAK,
            Line("作出处罚决定之前，书面告知拟处罚的内容和事实、理由、依据，以及陈述、申辩、要求听证等权利。",
                 "行政处罚法44、63"),
            SCENE_RECORD,
            Line("对处罚决定不服的，自知道之日起六十日内可以申请行政复议，或者六个月内提起行政诉讼；受到违法处罚造成损害的，"
                 "有权要求赔偿。", "行政处罚法7；行政复议法20；行政诉讼法46"),
            COMPLAIN,
        ),
        (TRUTH, Line("先行登记保存的证据，七日内不得销毁或者转移。", "行政处罚法56")),
    ),
    Telling(
        "penalty-spot", "当场行政处罚", frozenset({(ActKind.PENALTY, "summary")}),
        "你（单位）有下列违法行为，事实确凿，现拟当场作出行政处罚。", "行政处罚法51、52",
        (
            Line("执法人员不出示执法证件的，你有权拒绝。", "行政处罚法52、55"),
            Line("拟作出的处罚内容和事实、理由、依据，我们现在当面告诉你。", "行政处罚法44"),
            SPEAK, RECUSAL,
            Line("处罚决定书当场交给你，上面写明违法行为、依据、处罚内容和救济途径。", "行政处罚法52"),
            Line("我们不给财政部门统一制发的专用票据的，你有权拒绝缴纳罚款。", "行政处罚法70"),
            Line("对处罚不服的，自知道之日起六十日内可以申请行政复议，或者六个月内提起行政诉讼。",
                 "行政处罚法7；行政复议法20；行政诉讼法46"),
            COMPLAIN,
        ),
        (TRUTH, Line("收到处罚决定书之日起十五日内到指定的银行或者通过电子支付系统缴纳罚款。", "行政处罚法67")),
    ),
    Telling(
        "coercion", "行政强制措施", frozenset({(ActKind.COERCION, "measure")}),
        "现依法对你（单位）采取行政强制措施，请你到场。", "行政强制法18；具体的理由和依据，写在决定书上",
        (
            Line("由两名以上执法人员实施，出示执法证件。", "行政强制法18"),
            Line("采取措施的理由、依据和你的权利、救济途径，我们当场告诉你；你有权陈述和申辩。", "行政强制法8、18"),
            Line("查封、扣押决定书和清单当场交给你，清单一式二份，双方各存一份。", "行政强制法24"),
            Line("查封、扣押不超过三十日；情况复杂经批准延长的，不超过三十日，延长决定书面告知并说明理由。",
                 "行政强制法25"),
            Line("查封、扣押的财物妥善保管，不得使用或者损毁；保管费用由行政机关承担。", "行政强制法26"),
            Line("现场笔录由你核对签名。", "行政强制法18"),
            Line("不服的，自知道之日起六十日内可以申请行政复议，或者六个月内提起行政诉讼；因违法实施强制受到损害的，有权要求赔偿。",
                 "行政强制法8；行政复议法20；行政诉讼法46"),
            COMPLAIN,
        ),
        (Line("请到场并核对清单和笔录；不到场的，邀请见证人到场。", "行政强制法18"),),
    ),
    Telling(
        "execution", "行政强制执行", frozenset({(ActKind.COERCION, "execution")}),
        "行政决定规定的期限已经届满，现依法催告或者实施强制执行。", "行政强制法34、35、37",
        (
            Line("强制执行之前先催告；收到催告书后，你有权陈述和申辩，意见成立的应当采纳。", "行政强制法35、36"),
            Line("不在夜间或者法定节假日强制执行，情况紧急的除外；不以停止供水、供电、供热、供燃气等方式迫使居民履行。",
                 "行政强制法43"),
            Line("可以与行政机关达成执行协议，约定分阶段履行。", "行政强制法42"),
            Line("对强制执行决定不服的，可以申请行政复议或者提起行政诉讼；因违法执行受到损害的，有权要求赔偿。",
                 "行政强制法8、37"),
            COMPLAIN,
        ),
        (Line("请在催告书写明的期限内履行义务。", "行政强制法35"),),
    ),
    Telling(
        "fee", "行政征收（费）", frozenset({(ActKind.LEVY, "fee")}),
        "现依法核定你（单位）应缴的费用。", "收费的项目、标准和依据，写在缴费通知书上",
        (
            Line("收费项目、标准、依据和计算过程，你有权知道并要求说明。", "河南省行政执法条例26"),
            Line("你有权陈述和申辩，合理的意见应当采纳。", "河南省行政执法条例26"),
            Line("因特殊困难不能按期缴纳水资源费的，收到缴纳通知单之日起七日内可以申请缓缴。",
                 "取水许可和水资源费征收管理条例34"),
            Line("不服的，自知道之日起六十日内可以申请行政复议，或者六个月内提起行政诉讼。",
                 "行政复议法20；行政诉讼法46"),
            COMPLAIN,
        ),
        (Line("请如实提供核定所需的资料，在通知书写明的期限内缴纳。", "取水许可和水资源费征收管理条例33"),),
        (), "取水许可和水资源费征收管理条例的条文未逐字核对",
    ),
    Telling(
        "expropriation", "房屋征收", frozenset({(ActKind.LEVY, "expropriation"), (ActKind.LEVY, "compensation")}),
        "因公共利益的需要，现就国有土地上房屋征收与补偿的有关事项告知你。", "国有土地上房屋征收与补偿条例",
        (
            Line("征收补偿方案公布征求意见，期限不少于三十日；多数人认为不符合规定的，组织听证会。",
                 "征收补偿条例10、11"),
            Line("被征收房屋的价值不低于征收决定公告之日类似房地产的市场价格；对评估有异议的，可以申请复核、鉴定。",
                 "征收补偿条例19"),
            Line("可以选择货币补偿，也可以选择房屋产权调换。", "征收补偿条例21"),
            Line("先补偿、后搬迁；任何单位不得用暴力、威胁或者中断供水、供热、供气、供电和道路通行等方式迫使搬迁。",
                 "征收补偿条例27"),
            Line("对征收决定、补偿决定不服的，可以申请行政复议，也可以提起行政诉讼。", "征收补偿条例14、26"),
            COMPLAIN,
        ),
        (Line("请配合房屋调查登记；征收范围确定后，不得新建、扩建、改建房屋和改变用途来增加补偿。",
              "征收补偿条例15、16"),),
        (), "国有土地上房屋征收与补偿条例的条文未逐字核对",
    ),
    Telling(
        "requisition", "应急征用", frozenset({(ActKind.LEVY, "requisition")}),
        "为应对突发事件，现依法征用你（单位）的财产。", "突发事件应对法12、76",
        (
            Line("征用的理由、依据、财产的名称和数量，写在征用决定书和清单上；双方当面清点、签名。",
                 "突发事件应对法12"),
            Line("使用完毕或者应急处置工作结束后，应当及时返还。", "突发事件应对法12"),
            Line("财产被征用或者征用后毁损、灭失的，给予公平、合理的补偿。", "突发事件应对法12"),
            Line("不服的，可以申请行政复议或者提起行政诉讼。", "行政复议法20；行政诉讼法46"), COMPLAIN,
        ),
        (Line("请当面清点交接，说明财产的状况。", "突发事件应对法76"),), (), "突发事件应对法的条文未逐字核对",
    ),
    Telling(
        "licence", "行政许可（现场核查）", frozenset({(ActKind.LICENCE, "licence"), (ActKind.LICENCE, "existing")}),
        "现依法对你（单位）的许可申请进行现场核查。", "行政许可法34",
        (
            Line("由两名以上工作人员核查。", "行政许可法34"),
            Line("你有权陈述和申辩；许可事项直接关系他人重大利益的，听取申请人和利害关系人的意见，可以要求听证。",
                 "行政许可法7、36、47"),
            Line("有权要求对公示的条件、程序、期限和材料说明、解释；不得要求提交与许可事项无关的材料。",
                 "行政许可法30、31"),
            Line("核查不收费，也不得要求购买指定商品、接受有偿服务。", "行政许可法27、58"),
            Line("不予许可的，书面说明理由，并告知申请行政复议或者提起行政诉讼的权利。", "行政许可法38"), COMPLAIN,
        ),
        (Line("请如实提交材料、反映真实情况，对材料实质内容的真实性负责。", "行政许可法31"),),
    ),
)  # fmt: skip
BY_SLUG = {telling.slug: telling for telling in TELLINGS}


def telling_for(kind: str, procedure: str) -> Telling:
    """What is told in a case of this kind and procedure. Raises LookupError for a procedure without a text."""
    for telling in TELLINGS:
        if (ActKind(kind), procedure) in telling.acts:
            return telling
    raise LookupError(f"{ActKind(kind).label}“{procedure}”还没有告知文本")
