"""Whether an article may be cited: it exists, and it was in force on the day of the act and on that of the decision.

行政处罚法37 (从旧兼从轻): the rules of the day of the act apply; where they have changed since or are gone, new ones
do if they are lighter or find no violation. Pure: the statute's dates and articles are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingjing.law import citing

OK, WARN, BAD = "green", "yellow", "red"
RULE = "行政处罚法37"


@dataclass(frozen=True, slots=True)
class Source:
    """A statute as the check reads it. ``articles``: label → text of those cited; None where no articles are held."""

    title: str
    since: date
    until: date | None = None
    articles: Mapping[str, str] | None = None
    count: int = 0
    mark: str = ""  # what of its dates or text is still to be confirmed
    successor: str = ""

    def stood(self, on: date) -> bool:
        """In force on a day."""
        return self.since <= on and (self.until is None or self.until >= on)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check says of one citation. ``level``: green | yellow | red. ``cure``: what to do, in words."""

    code: str
    level: str
    words: str
    cure: str = ""
    basis: str = RULE


def check(source: Source, cited: str, acted_on: date, on: date) -> tuple[Finding, ...]:
    """Everything to say of citing ``cited`` of ``source``: existence first, then force. Never empty.

    ``acted_on``: the day of the act (or its end); ``on``: the day of the decision, today while there is none.
    """
    found = (*_existence(source, cited), _force(source, acted_on, on))
    if source.mark:
        found += (Finding("citation.to-confirm", WARN, f"待确认：{source.mark}", "对照公布文本核对后再引用"),)
    worse = tuple(f for f in found if f.level != OK)
    return worse or (found[-1],)


def blocks(findings: tuple[Finding, ...]) -> bool:
    """Whether a decision may not rest on it."""
    return any(f.level == BAD for f in findings)


def unknown(source: Source, cited: str) -> str:
    """The first article named that the statute does not have; "" when all are there or no articles are held."""
    if source.articles is None:
        return ""
    return next((p.article for p in citing.places(cited) if p.article not in source.articles), "")


def _existence(source: Source, cited: str) -> tuple[Finding, ...]:
    places = citing.places(cited)
    if not places:
        return (
            Finding(
                "citation.no-article",
                WARN,
                f"“{cited}”没有写条号",
                "写明条、款、项，例：第三十四条第十项",
                "行政处罚法59",
            ),
        )
    if source.articles is None:
        return ()
    missing = unknown(source, cited)
    if missing:
        words = f"《{source.title}》没有{missing}（共 {source.count} 条）"
        return (Finding("citation.unknown-article", BAD, words, "在法规库中查到条文后改正条号", "行政处罚法59"),)
    lacking = [words for p in places if (words := citing.lacking(p, source.articles[p.article]))]
    if lacking:
        return (Finding("citation.unknown-item", WARN, "；".join(lacking), "对照条文核对款、项", "行政处罚法59"),)
    return ()


def _force(source: Source, acted_on: date, on: date) -> Finding:
    then, now = source.stood(acted_on), source.stood(on)
    if then and now:
        return Finding("citation.in-force", OK, "行为日、今天都在施行期内")
    if then:
        ended = f"已于 {source.until} 停止施行" if source.until else "已停止施行"
        better = f"《{source.successor}》" if source.successor else "新的规定"
        return Finding(
            "citation.repealed",
            WARN,
            f"行为日（{acted_on}）有效，{ended}",
            f"从旧兼从轻：与{better}比较，新规定处罚较轻或者不认为是违法的，改引新规定；不是的，写明适用旧法的理由",
        )
    if now:
        return Finding(
            "citation.not-yet",
            WARN,
            f"行为日（{acted_on}）还没有施行，{source.since} 起施行",
            "从旧兼从轻：只有新规定处罚较轻或者不认为是违法的，才可以引用；否则改引行为日有效的规定",
        )
    term = f"{source.since} 至 {source.until or '今'}"
    return Finding(
        "citation.not-in-force",
        BAD,
        f"行为日（{acted_on}）和今天（{on}）都不在施行期内（{term}）",
        "改引行为日有效的规定",
    )
