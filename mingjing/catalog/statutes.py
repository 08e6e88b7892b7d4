"""Entering statutes with their articles: the data package, local rules, a newer text. All of it or nothing.

A statute row commits to its articles by one root, so that twenty-four thousand articles need ten entries, not as many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from mingjing.catalog.models import Article, Statute
from mingjing.catalog.reading_package import ArticleText, LawText
from mingjing.catalog.roots import articles_root
from mingjing.ledger.actions import Act, By, act

PER_ENTRY = 30  # rows; an entry holds 64 KiB, a statute row about 1.5 KB of commitments


@dataclass
class Report:
    """What an import came to. ``dated``: statutes held before whose dates were kept, though the source has others."""

    new: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    same: int = 0
    articles: int = 0
    dated: list[str] = field(default_factory=list)


def enter(*, by: By, laws: Sequence[LawText], now: datetime) -> Report:
    """Enter statutes with their articles. Repeatable: a text already held changes nothing.

    A statute held under the same name and an overlapping term gets the articles and keeps its dates; a newer text of
    one whose articles are held becomes a new version from the day of that text (待确认) and ends the old before it.
    """
    report, plan = Report(), []
    held: dict[str, list[Statute]] = {}
    for statute in Statute.objects.filter(title__in={law.title for law in laws}):
        held.setdefault(statute.title, []).append(statute)
    for law in laws:
        plan += _planned(law, held.setdefault(law.title, []), report)
    with transaction.atomic():
        for start in range(0, len(plan), PER_ENTRY):
            _enter(by, plan[start : start + PER_ENTRY], now)
        report.articles = _put_articles(plan)
    return report


def record_entered(opened: Act, laws: Sequence[LawText]) -> list[list[object]]:
    """The same inside an open act: at most ``PER_ENTRY`` statutes. Returns [table, id, values before or None]."""
    plan, made = [], list[list[object]]()
    for law in laws:
        plan += _planned(law, list(Statute.objects.filter(title=law.title)), Report())
    for statute, _ in plan:
        held = Statute.objects.filter(pk=statute.pk).first()
        opened.save(statute)
        made.append([Statute._meta.db_table, statute.pk, _before(held) if held else None])
    _put_articles(plan)
    return made


def _before(held: Statute) -> dict[str, str]:
    last = held.effective_to.isoformat() if held.effective_to else ""
    return {"effective_to": last, "end_basis": held.end_basis, "articles_root": held.articles_root}


def _put_articles(plan: list[tuple[Statute, list[ArticleText]]]) -> int:
    rows = [
        Article(statute=statute, ord=n, label=a.label, chapter=a.chapter, text=a.text)
        for statute, articles in plan
        for n, a in enumerate(articles)
    ]
    Article.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _enter(by: By, part: list[tuple[Statute, list[ArticleText]]], now: datetime) -> None:
    data = {"count": len(part), "articles": sum(len(articles) for _, articles in part)}
    with act(type="statute.registered", by=by, obj="statutes", data=data, now=now) as opened:
        for statute, _ in part:
            opened.save(statute)


def _planned(law: LawText, held: list[Statute], report: Report) -> list[tuple[Statute, list[ArticleText]]]:
    """Rows to write for one statute: none, the one filled, the new one, or the old one ended and the new."""
    sealed = articles_root((a.label, a.chapter, a.text) for a in law.articles) if law.articles else ""
    if any(sealed and s.articles_root == sealed for s in held):
        report.same += 1
        return []
    same = next((s for s in held if _overlap(s, law)), None)
    if same is None:
        held.append(_filled(Statute(title=law.title, effective_from=law.effective_from), law, sealed))
        held[-1].effective_to = law.effective_to
        report.new.append(law.title)
        return [(held[-1], law.articles)]
    if not law.articles:
        report.same += 1
        return []
    if not same.articles_root:
        same.effective_to = same.effective_to or law.effective_to
        if (same.effective_from, same.effective_to) != (law.effective_from, law.effective_to):
            report.dated.append(law.title)
        report.filled.append(law.title)
        return [(_filled(same, law, sealed), law.articles)]
    since = law.effective_from if law.effective_from > same.effective_from else law.text_on
    if since is None or (law.text_on or since) <= (same.text_on or same.effective_from):
        report.same += 1  # an older text than the one held
        return []
    newer = _filled(Statute(title=law.title, effective_from=since, effective_to=law.effective_to), law, sealed)
    newer.mark = newer.mark or ("以文本公布日期为施行日期" if since != law.effective_from else "")
    same.effective_to = since - timedelta(days=1)
    same.end_basis = (
        f"《{law.title}》（{law.text_on} 公布的文本）" if law.text_on else f"《{law.title}》（{since} 起施行的文本）"
    )
    held.append(newer)
    report.amended.append(law.title)
    return [(same, []), (newer, law.articles)]


def _overlap(statute: Statute, law: LawText) -> bool:
    """Whether both are the same law at one time: their terms have a day in common."""
    ends = min(statute.effective_to or date.max, law.effective_to or date.max)
    return max(statute.effective_from, law.effective_from) <= ends


def _filled(statute: Statute, law: LawText, sealed: str) -> Statute:
    statute.issuer = statute.issuer or law.issuer
    statute.number = statute.number or law.number
    statute.level, statute.text_on, statute.source = law.level, law.text_on, law.source
    statute.mark, statute.end_basis = law.mark[:200], statute.end_basis or law.end_basis[:200]
    statute.articles_root, statute.article_count = sealed, len(law.articles)
    return statute


def check() -> list[str]:
    """Statutes whose articles are not those they were entered with, one Chinese sentence each."""
    found = []
    for statute in Statute.objects.exclude(articles_root="").order_by("title"):
        rows = list(Article.objects.filter(statute=statute).values_list("label", "chapter", "text"))
        if articles_root(rows) != statute.articles_root:
            found.append(f"《{statute.title}》（{statute.effective_from} 起施行）的条文与登记时不同")
    return found


def record_end(opened: object, *, statute: Statute, last_day: date, basis: str) -> None:
    """The statute is no longer in force after ``last_day``. Needs the caller's open act and appends nothing itself."""
    statute.effective_to, statute.end_basis = last_day, basis[:200]
    opened.save(statute)  # type: ignore[attr-defined]
