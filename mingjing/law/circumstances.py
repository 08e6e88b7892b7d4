"""情节 (行政处罚法30–33、36、49): what each one does to a penalty, as dated, cited data."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.law.terms import Term


class Does(Term):
    """What a circumstance does."""

    MUST_SPARE = "must_spare", "应当不予处罚"
    MAY_SPARE = "may_spare", "可以不予处罚"
    MUST_LIGHTEN = "must_lighten", "应当从轻或者减轻"
    MAY_LIGHTEN = "may_lighten", "可以从轻或者减轻"
    AGGRAVATE = "aggravate", "从重"


class Choice(Term):
    """What the officer makes of a circumstance that leaves a choice."""

    SPARE = "spare", "不予处罚"
    MITIGATE = "mitigate", "减轻"
    LIGHTEN = "lighten", "从轻"


class Effect(Term):
    """What the circumstances come to, all together."""

    SPARED = "spared", "不予处罚"
    MITIGATED = "mitigated", "减轻"
    LIGHTER = "lighter", "从轻"
    PLAIN = "plain", "一般"
    BALANCED = "balanced", "从轻、从重情节并存"
    HEAVIER = "heavier", "从重"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One circumstance with its article. ``note`` marks what was not read in the original."""

    code: str
    label: str
    does: Does
    article: str
    note: str = ""


OWN = "本领域裁量规则"
CIRCUMSTANCES: tuple[Circumstance, ...] = (
    Circumstance("under_14", "不满十四周岁的未成年人", Does.MUST_SPARE, "行政处罚法30"),
    Circumstance("incapable", "精神病人、智力残疾人在不能辨认或者控制自己行为时违法", Does.MUST_SPARE, "行政处罚法31"),
    Circumstance("slight", "违法行为轻微并及时改正，没有造成危害后果", Does.MUST_SPARE, "行政处罚法33①"),
    Circumstance("no_fault", "当事人有证据足以证明没有主观过错", Does.MUST_SPARE, "行政处罚法33②"),
    Circumstance("late", "超过追责时效", Does.MUST_SPARE, "行政处罚法36"),
    Circumstance("first", "初次违法且危害后果轻微并及时改正", Does.MAY_SPARE, "行政处罚法33①"),
    Circumstance("under_18", "已满十四周岁不满十八周岁的未成年人", Does.MUST_LIGHTEN, "行政处罚法30"),
    Circumstance("removed", "主动消除或者减轻违法行为危害后果", Does.MUST_LIGHTEN, "行政处罚法32一"),
    Circumstance("coerced", "受他人胁迫或者诱骗实施违法行为", Does.MUST_LIGHTEN, "行政处罚法32二"),
    Circumstance("confessed", "主动供述行政机关尚未掌握的违法行为", Does.MUST_LIGHTEN, "行政处罚法32三"),
    Circumstance("merit", "配合行政机关查处违法行为有立功表现", Does.MUST_LIGHTEN, "行政处罚法32四"),
    Circumstance("other_law", "法律、法规、规章规定其他应当从轻或者减轻", Does.MUST_LIGHTEN, "行政处罚法32五"),
    Circumstance("half_capable", "精神病人、智力残疾人尚未完全丧失辨认或者控制能力", Does.MAY_LIGHTEN, "行政处罚法31"),
    Circumstance("emergency", "违反突发事件应对措施", Does.AGGRAVATE, "行政处罚法49"),
    Circumstance("repeated", "一定期限内因同类违法行为受过处罚", Does.AGGRAVATE, OWN, "凭记忆，把握高"),
    Circumstance("resisted", "阻碍、抗拒执法", Does.AGGRAVATE, OWN, "凭记忆，把握高"),
    Circumstance("vulnerable", "侵害未成年人、老年人等的合法权益", Does.AGGRAVATE, OWN, "凭记忆，把握高"),
    Circumstance("grave", "造成严重后果", Does.AGGRAVATE, OWN, "凭记忆，把握高"),
    Circumstance("forged", "隐匿、毁损、伪造证据", Does.AGGRAVATE, OWN, "凭记忆，把握高"),
)  # fmt: skip
BY_CODE = {c.code: c for c in CIRCUMSTANCES}
LIGHTENING = frozenset({Does.MUST_LIGHTEN, Does.MAY_LIGHTEN})


def effect(found: tuple[Circumstance, ...], choice: str) -> Effect:
    """What circumstances come to with the officer's choice. Raises ValueError for a choice the law does not give."""
    does = {c.does for c in found}
    lighten, heavier = bool(does & LIGHTENING), Does.AGGRAVATE in does
    if Does.MUST_SPARE in does:
        return Effect.SPARED
    if choice == Choice.SPARE:
        if Does.MAY_SPARE not in does:
            raise ValueError("没有可以不予处罚的情节（行政处罚法33），不能选择不予处罚")
        return Effect.SPARED
    if choice and not lighten:
        raise ValueError("没有从轻或者减轻的情节（行政处罚法30至32），先选择情节，或者清空从轻、减轻的选择")
    if choice == Choice.MITIGATE:
        return Effect.MITIGATED
    if Does.MUST_LIGHTEN in does or choice == Choice.LIGHTEN:
        return Effect.BALANCED if heavier else Effect.LIGHTER
    return Effect.HEAVIER if heavier else Effect.PLAIN
