"""Parties: who comes back, who belongs together, whose penalty was split, who always meets the same two officers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mingjing.statistics.analysis import comparing
from mingjing.statistics.analysis.plain import Rec, Rule, Suspicion
from mingjing.statistics.analysis.rules import wording

YEAR = timedelta(days=365)


def _repeat(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    kept: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for r in records:
        if r.penalty and r.party and r.decided_on and r.decided_on > on - YEAR:
            kept[r.organ, r.party, r.cause].append(r.id)
    for (organ, party, cause), cases in kept.items():
        members[organ, f"{party}|{cause}"] = cases
    found = comparing.repeats(members, minimum=rule.minimum)  # type: ignore[arg-type]
    return wording.from_repeats(rule, "party", found, "一年内同一违法行为被处罚")


def _links(records: Sequence[Rec]) -> Iterator[tuple[tuple[str, str], list[Rec]]]:
    """Penalties of one organ whose parties share a representative (within the region) or an address."""
    linked: dict[tuple[str, str], list[Rec]] = defaultdict(list)
    for r in records:
        if not r.penalty or not r.party:
            continue
        if r.representative:
            linked[r.organ, f"法定代表人|{r.representative}"].append(r)
        if r.address:
            linked[r.organ, f"地址|{r.address}"].append(r)
    for key, rows in linked.items():
        if len({r.party for r in rows}) >= 2:
            yield key, rows


def _linked(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    all_causes = Counter((r.organ, r.cause) for r in records if r.penalty)
    all_organs = Counter(r.organ for r in records if r.penalty)

    def tests() -> Iterator[tuple[tuple[str, str], int, int, float, int, list[str]]]:
        for key, rows in _links(records):
            parties = {(r.party, r.cause): r.cause for r in rows}  # each party once per cause
            cause, k = Counter(parties.values()).most_common(1)[0]
            same = [r for r in rows if r.cause == cause]
            rest = all_organs[key[0]] - len(rows)
            chance = (all_causes[key[0], cause] - len(same) + 1) / (rest + 2)
            yield (
                key,
                k,
                len({r.party for r in rows}),
                min(chance, 1.0),
                len(set(parties.values())),
                [r.id for r in same],
            )

    found = comparing.concentrated(tests(), minimum=rule.minimum)
    return wording.from_together(rule, "link", found, "关联当事人中违法行为相同的家数")


def _split(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in records:
        if r.penalty and r.summary and r.party:
            days[r.organ, f"{r.party}|{r.decided_on}"].append(r.id)
    found = comparing.repeats(days, minimum=rule.minimum)  # type: ignore[arg-type]
    return wording.from_repeats(rule, "party", found, "同一当事人同一天当场处罚")


def _pair(rule: Rule, records: Sequence[Rec], on: date) -> list[Suspicion]:
    by_party: dict[tuple[str, str, str], list[Rec]] = defaultdict(list)
    pairs: dict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)  # by place, and by unit as a whole
    for r in records:
        if len(r.officers) >= 2 and r.party:
            by_party[r.organ, r.unit, r.party].append(r)
            two = tuple(sorted(r.officers[:2]))
            pairs[r.unit, ""][two] += 1
            pairs[r.unit, r.place][two] += 1

    def tests() -> Iterator[tuple[tuple[str, str], int, int, float, int, list[str]]]:
        for (organ, unit, party), rows in by_party.items():
            if len(rows) < rule.minimum:
                continue
            own = Counter(tuple(sorted(r.officers[:2])) for r in rows)
            two, k = own.most_common(1)[0]
            chances = []
            for place in {"", *(r.place for r in rows)}:
                there = pairs[unit, place]
                here = sum(1 for r in rows if place in ("", r.place))
                mine = sum(1 for r in rows if place in ("", r.place) and tuple(sorted(r.officers[:2])) == two)
                rest = there.total() - here
                if place == "" or rest >= comparing.FEWEST_PEERS:
                    chances.append((there[two] - mine + 1) / (rest + 2))
            cases = [r.id for r in rows if tuple(sorted(r.officers[:2])) == two]
            yield (
                (organ, f"{'、'.join(two)}|{party}"),
                k,
                len(rows),
                min(1.0, max(chances)),
                len(pairs[unit, ""]),
                cases,
            )

    found = comparing.concentrated(tests(), minimum=rule.minimum)
    return wording.from_together(rule, "pair", found, "由同样两人办理的件数")


RULES = (
    Rule(
        "party.repeat", "同一当事人反复违法", "同一机关一年内对同一当事人同一违法行为作出的处罚次数",
        "行政处罚法28（责令改正）；方案三(一)5", wording.REPEATS, wording.F_REPEATS,
        "连锁企业、物业、公交等规模大的当事人，案件本来就多；多处经营场所共用一个统一社会信用代码",
        "核对前几次责令改正是否复查；确未改正的依裁量基准从重；属规模原因的写明经营场所数", _repeat, minimum=5,
    ),
    Rule(
        "party.linked", "关联当事人接连违法", "法定代表人（经营者）相同或者地址相同的不同当事人，违法行为集中于同一种",
        "行政处罚法29；方案三(四)2（大数据关联分析）", wording.TOGETHER, wording.F_TOGETHER,
        "同一市场、同一楼宇的商户本来就经营同类业务；姓名相同而不是同一人",
        "核对身份证件和登记信息；是同一控制人换名经营的，合并考虑并依法从重", _linked, minimum=4,
    ),
    Rule(
        "party.split", "当场处罚拆分", "同一当事人同一天被同一机关当场处罚的件数",
        "行政处罚法29（一事不二罚）、51（当场处罚限额）", wording.REPEATS, wording.F_REPEATS,
        "同一企业的多辆车、多个摊位各自违法；同一天不同地点的不同行为",
        "调阅各件笔录和音像，看是否一个违法行为；是一个行为的，撤销多余的并改按普通程序", _split, minimum=3,
    ),
    Rule(
        "officer.pair", "同样两人总办同一当事人", "同一当事人的案件总由同样两名执法人员办理",
        "行政处罚法42、43（回避）；监督条例（国令825）", wording.TOGETHER, wording.F_TOGETHER,
        "按片区、按行业固定分工；人员少，只有这两人持证",
        "核对分工文件和回避情况；无分工依据的换人复核一件", _pair, minimum=4,
    ),
)  # fmt: skip
