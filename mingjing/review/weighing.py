"""What the machine can check of the discretion used: against text, range and similar cases (行政处罚法32、34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from mingjing.law import discretion_gates as limits
from mingjing.law import gates as g
from mingjing.law import notice_gates as notice
from mingjing.law import review_gates as review
from mingjing.law.facts import CaseFacts
from mingjing.law.kinds import Penalty
from mingjing.law.thresholds import needs_discussion
from mingjing.review import ranges
from mingjing.review.checking import NO_TEXT, PLAN, Check, Sent, ask

NO_BENCHMARK = "没有公布的裁量基准适用于本案"
FEWEST = 3  # decided cases of the kind, below which nothing can be compared


def discretion(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    """裁量: proposal, tier and reason, the text against the proposal, range, similar cases, discussion."""
    p = f.proposal
    made = ask(g.proposal_made, f)
    yield replace(made, sentence=f"拟处{made.sentence}") if made.state == "yes" and not f.no_penalty_ground else made
    yield ask(notice.not_heavier_than_notice, f, na="" if f.notice else "尚未告知，没有可比的内容")
    if f.no_penalty_ground:
        return
    reason = str(sent.values.get("discretion_reason") or "").strip()
    tier = str(sent.values.get("discretion_tier") or "").strip()
    words = f"“{tier}”，说明理由 {len(reason)} 字" if tier and reason else "没有写明裁量阶次或者理由"
    state = "yes" if tier and reason else "no"
    if not sent.values:
        state, words = "na", NO_TEXT
    yield Check(state, "裁量阶次和理由", words, "行政处罚法34；" + PLAN + "(三)3")
    yield from _by_benchmark(f, sent)
    yield _same_as_text(f, sent)
    yield _within_range(f, sent, tier)
    yield _alike(f, sent)
    if p:
        grounds = needs_discussion(p)
        held = review.discussed_if_major_or_complex.ask(f) if grounds else None
        state = "na" if held is None else "yes" if held.state == "yes" else "wait"
        words = held.message if held else "不属于情节复杂或者重大违法行为"
        yield Check(state, "集体讨论", words, review.discussed_if_major_or_complex.article)


def _by_benchmark(f: CaseFacts, sent: Sent) -> Iterator[Check]:
    """The reckoning kept with the case against the fine proposed, and whether one was due and not made."""
    label, article = "裁量基准测算", "行政处罚法34"
    w, p = f.weighed, f.proposal
    if w is None:
        words = f"有公布的裁量基准适用于本案，没有使用：{'、'.join(sent.benchmarks)}"
        yield Check("wait", label, words, article) if sent.benchmarks else Check("na", label, NO_BENCHMARK, article)
        return
    if not w.in_force:
        yield Check("no", label, f"{w.benchmark}在违法行为日不施行", article)
    if w.base != w.base_now:
        words = f"测算时按 {_yuan(w.base)} 元，案件现在登记 {_yuan(w.base_now)} 元，应当重新测算"
        yield Check("no", label, words, article)
    if p is None or Penalty.FINE not in p.penalties:
        yield Check("na", label, "不涉及罚款", article)
        return
    yield ask(limits.within_statute, f)
    found = ask(limits.within_tier, f)
    departs = found.state == "yes" and p.fine not in w.allowed
    yield replace(found, state="wait", sentence=f"{found.sentence}，请核对") if departs else found


def _same_as_text(f: CaseFacts, sent: Sent) -> Check:
    label, article = "书稿与处罚建议", "行政处罚法57"
    p = f.proposal
    if p is None or not sent.values:
        return Check("na", label, NO_TEXT, article)
    kinds = frozenset(Penalty(k) for k in sent.values.get("penalties") or ())
    fine = sent.values.get("fine") or 0
    if kinds != p.penalties:
        return Check("no", label, "书稿的处罚种类与案件登记的处罚建议不一致", article)
    if fine != p.fine:
        return Check("no", label, f"书稿罚款 {_yuan(fine)} 元，案件处罚建议 {_yuan(p.fine)} 元", article)
    return Check("yes", label, "书稿与处罚建议的种类、数额一致", article)


def _within_range(f: CaseFacts, sent: Sent, tier: str) -> Check:
    label, article = "法定幅度", "行政处罚法32、34"
    p = f.proposal
    if p is None or Penalty.FINE not in p.penalties:
        return Check("na", label, "不涉及罚款", article)
    if not sent.statutory_range:
        return Check("wait", label, "案件没有登记法定幅度，请对照条款核对", article)
    found = ranges.read(sent.statutory_range, party=p.party_kind, value=sent.goods_value)
    said = f"“{sent.statutory_range}”，拟罚 {_yuan(p.fine)} 元"
    if found is None:
        return Check("wait", label, f"{said}，请人工核对", article)
    if p.fine > found.high:
        return Check("no", label, f"{said}，高于上限", article)
    if p.fine < found.low:
        if "减轻" in tier:
            return Check("wait", label, f"{said}，低于下限；阶次为减轻，请核对减轻情节", article)
        return Check("no", label, f"{said}，低于下限而没有减轻", article)
    return Check("yes", label, f"{said}，在幅度内", article)


def _alike(f: CaseFacts, sent: Sent) -> Check:
    label, article = "同类案件", PLAN + "(三)3"
    p = f.proposal
    if p is None or Penalty.FINE not in p.penalties:
        return Check("na", label, "不涉及罚款", article)
    fines = sent.similar
    if len(fines) < FEWEST:
        return Check("na", label, f"同案由近三年已决定 {len(fines)} 件，不作比较", article)
    low, high, middle = min(fines), max(fines), int(median(fines))
    spread = f"{_yuan(low)} 元" if low == high else f"{_yuan(low)} 至 {_yuan(high)} 元，中位 {_yuan(middle)} 元"
    said = f"同案由近三年已决定 {len(fines)} 件，罚款 {spread}；本案 {_yuan(p.fine)} 元"
    if low <= p.fine <= high:
        return Check("yes", label, said, article)
    return Check("wait", label, f"{said}，{'高' if p.fine > high else '低'}于以往，请核对理由", article)


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
