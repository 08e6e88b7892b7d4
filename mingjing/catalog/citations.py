"""Finding articles to cite, and checking citations against the statutes held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from mingjing.catalog.models import Article, Statute
from mingjing.law import citing, force

MOST = 20
WORDS = 5
ORDER = ("地方性法规", "规章", "其他", "宪法", "法律", "修正案", "修改决定", "立法解释")


class Cited(Protocol):
    """What a citation is, whoever keeps it."""

    statute: Statute
    statute_id: str
    article: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, as values for a page or JSON. ``in_force``: on the day asked about."""

    statute: str
    title: str
    label: str
    chapter: str
    text: str
    term: str
    in_force: bool
    mark: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def term(statute: Statute) -> str:
    """When it is in force, in words."""
    return f"{statute.effective_from} 起施行" + (f"，施行到 {statute.effective_to}" if statute.effective_to else "")


def find(words: str, on: date, *, statute_id: str = "", most: int = MOST) -> list[Hit]:
    """Articles by statute name, article number and words, those in force on the day first. Two characters suffice.

    “食品安全法 124” finds the article; “施工 扬尘” every article that has both words, or whose statute's name has one.
    """
    parts, rows = words.split()[:WORDS], Article.objects.select_related("statute")
    if statute_id:
        rows = rows.filter(statute_id=statute_id)
    labels: set[str] = set()
    free = []
    for part in parts:
        places = citing.places(part if "条" in part or not part.isdigit() else f"{part}条")
        name = part.split("第")[0].strip("《》") if places else part.strip("《》")
        labels |= {p.article for p in places}
        if name and not name.isdigit():
            free.append(name)
    if not (labels or free or statute_id):
        return []
    if labels:
        rows = rows.filter(label__in=labels)
    for name in free:
        named = Q(statute__title__contains=name)
        rows = rows.filter(named if labels else named | Q(text__contains=name))
    return [_hit(a, on) for a in _ranked(rows, free, on, most)]


def _ranked(rows: QuerySet[Article], free: list[str], on: date, most: int) -> list[Article]:
    """In force first, then by statute; those whose own words match before those of a statute so named."""
    standing = Q(statute__effective_from__lte=on) & (Q(statute__effective_to=None) | Q(statute__effective_to__gte=on))
    own = Q()
    for name in free:
        own &= Q(text__contains=name)
    found: dict[int, Article] = {}
    for part in (standing & own, standing, Q()):
        if len(found) < most:
            some = rows.filter(part).exclude(pk__in=found).order_by("statute__title", "-statute__effective_from", "ord")
            found |= {a.pk: a for a in some[: most - len(found)]}
    return list(found.values())


def _hit(article: Article, on: date) -> Hit:
    s = article.statute
    stands = s.effective_from <= on and (s.effective_to is None or s.effective_to >= on)
    return Hit(s.pk, s.title, article.label, article.chapter, article.text, term(s), stands, s.mark)


def article_text(statute_id: str, cited: str) -> list[Hit]:
    """The articles that a citation names, with their text, in the order named."""
    labels = [p.article for p in citing.places(cited)]
    rows = {
        a.label: a for a in Article.objects.filter(statute_id=statute_id, label__in=labels).select_related("statute")
    }
    return [_hit(rows[label], date.max) for label in labels if label in rows]


def citable(acted_on: date | None, on: date) -> QuerySet[Statute]:
    """Statutes in force on the day of the act or today: what a case may cite (从旧兼从轻), by title."""
    stands = Q(effective_from__lte=on) & (Q(effective_to=None) | Q(effective_to__gte=on))
    if acted_on:
        stands |= Q(effective_from__lte=acted_on) & (Q(effective_to=None) | Q(effective_to__gte=acted_on))
    return Statute.objects.filter(stands).order_by("title", "effective_from")


def checked(cited: Iterable[Cited], acted_on: date, on: date) -> list[tuple[Any, tuple[force.Finding, ...]]]:
    """Each citation with what the check says of it (行政处罚法37). One query for the articles, however many."""
    cited = list(cited)
    texts = _texts(cited)
    return [(c, force.check(_source(c.statute, texts), c.article, acted_on, on)) for c in cited]


def unknown(cited: Iterable[Cited]) -> tuple[str, ...]:
    """Citations of articles that their statutes do not have: 《…》第九百条. Without articles held none is judged."""
    cited = list(cited)
    texts = _texts(cited)
    missing = ((c, force.unknown(_source(c.statute, texts), c.article)) for c in cited)
    return tuple(f"《{c.statute.title}》{label}" for c, label in missing if label)


def _texts(cited: list[Cited]) -> dict[str, dict[str, str]]:
    """Statute id → label → text, of the articles named; only statutes that hold articles are asked for."""
    wanted = [(c.statute_id, [p.article for p in citing.places(c.article)]) for c in cited if c.statute.article_count]
    found: dict[str, dict[str, str]] = {pk: {} for pk, _ in wanted}
    if wanted:
        labels = {label for _, names in wanted for label in names}
        rows = Article.objects.filter(statute_id__in=found, label__in=labels)
        for statute_id, label, text in rows.values_list("statute_id", "label", "text"):
            found[statute_id][label] = text
    return found


def _source(statute: Statute, texts: dict[str, dict[str, str]]) -> force.Source:
    return force.Source(
        statute.title, statute.effective_from, statute.effective_to, texts.get(statute.pk), statute.article_count,
        statute.mark if statute.effective_to is None else "", _successor(statute),
    )  # fmt: skip


def _successor(statute: Statute) -> str:
    """The name in the repeal's source: 《中华人民共和国生态环境法典》第… → 中华人民共和国生态环境法典."""
    return statute.end_basis.partition("《")[2].partition("》")[0]


def statute(statute_id: str) -> Statute | None:
    """One statute."""
    return Statute.objects.filter(pk=statute_id).first()


def articles(law: Statute, words: str = "") -> list[Article]:
    """Articles of a statute in order; with ``words`` those with that number or all those words."""
    rows = Article.objects.filter(statute=law)
    labels = [p.article for p in citing.places(words)]
    if labels:
        return list(rows.filter(label__in=labels))
    for word in words.split()[:WORDS]:
        rows = rows.filter(text__contains=word)
    return list(rows)


def shelf(on: date) -> list[tuple[str, list[Statute]]]:
    """Statutes by level, those in force on the day or later, by title; those that ended are found by search."""
    rows = Statute.objects.exclude(effective_to__lt=on).order_by("title", "effective_from")
    levels: dict[str, list[Statute]] = {}
    for row in rows:
        levels.setdefault(row.level or "其他", []).append(row)
    return sorted(levels.items(), key=lambda pair: (ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER), pair[0]))
