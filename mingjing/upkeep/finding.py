"""What a change touches: one finder per kind of thing, asked in turn. Nothing is written here.

A case counts while its decision is still to be made (for people: while it is open): a decision stands as it was made,
and so do the published pages of decisions and draws.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from mingjing.cases.models import Case
from mingjing.catalog import lists
from mingjing.catalog.models import PowerItem, RandomItem, Statute
from mingjing.disclosure import standing
from mingjing.discretion import queries as discretion
from mingjing.documents import queries as documents
from mingjing.documents.forms import FORMS
from mingjing.law import citing
from mingjing.law.kinds import Role, Stage
from mingjing.law.steps import ENDED
from mingjing.organs import queries as organs
from mingjing.organs.models import Certificate, Grant, Organ, Person
from mingjing.upkeep.models import Kind, Thing

CLOSED = (*ENDED, Stage.ARCHIVED)
CASE_TEXTS = (
    "cause", "clue", "violation", "facts_found", "nature", "other_penalty", "correction", "statutory_range",
    "discretion", "no_penalty_ground", "suspension_basis", "details",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: whose it is, who is to settle it, and why it is listed."""

    thing: Thing
    ref: str
    organ: str
    owner: str
    label: str
    why: str


def touched(kind: str, subject: str, articles: Sequence[str], on: date, home: str) -> list[Found]:
    """Everything that a change touches, as of ``on``. ``home``: organ that keeps templates and common pages.

    Raises ObjectDoesNotExist for an unknown subject.
    """
    if kind in {Kind.REPEALED, Kind.AMENDED}:
        return list(Named(Statute.objects.get(pk=subject), tuple(articles), on, home).all())
    if kind == Kind.ORGAN:
        return list(_of_organ(Organ.objects.get(pk=subject), on, home))
    if kind == Kind.PERSON:
        return list(_of_person(Person.objects.get(pk=subject), on, home, moved=True))
    return list(_of_person(Certificate.objects.get(pk=subject).person, on, home, moved=False))


@dataclass
class Named:
    """Where a statute is named: lists, templates, pages, cases not yet decided."""

    statute: Statute
    articles: tuple[str, ...]
    on: date
    home: str

    @cached_property
    def pattern(self) -> Any:
        """Finds every statute held, so that a longer name is not taken for this one."""
        return citing.finder(set(Statute.objects.values_list("title", flat=True)))

    def hit(self, *texts: str) -> str:
        """The first text that names the statute, shortened; "" when none does."""
        for text in texts:
            if citing.mentions(text, self.statute.title, self.pattern, self.articles):
                return text if len(text) < 100 else f"…《{self.statute.title}》…"
        return ""

    def all(self) -> Iterator[Found]:
        """Lists first, then what is made from them, then cases."""
        powers = {p.pk: p for p in _powers(self.on) if self.hit(p.basis)}
        for p in powers.values():
            yield Found(Thing.POWER, p.pk, p.organ_id, Role.UNIT_LEAD, p.name, f"实施依据：{p.basis}")
        for item in _random(self.on):
            if item.power_id in powers:
                why = f"所用职权“{item.power.name}”以它为依据"
            elif not (why := self.hit(item.name, item.method, json.dumps(item.contents, ensure_ascii=False))):
                continue
            yield Found(Thing.RANDOM, item.pk, item.organ_id, Role.UNIT_LEAD, item.name, why)
        yield from self._benchmarks()
        yield from self._lists()
        yield from self._templates()
        yield from self._pages()
        yield from self._cases(powers)

    def _benchmarks(self) -> Iterator[Found]:
        for b in discretion.public_standing(self.on):
            if why := self.hit(b.law, json.dumps(b.data, ensure_ascii=False)):
                yield Found(Thing.BENCHMARK, b.pk, b.organ_id or self.home, Role.UNIT_LEAD, str(b), why)

    def _lists(self) -> Iterator[Found]:
        for version in lists.published():
            rows = [row for row in lists.rows(version) if self.hit(row.text)]
            if rows:
                thing = Thing.BENCHMARK if version.kind == "benchmarks" else Thing.LIST
                why = f"{len(rows)} 行写有这部法规，第一处：{rows[0].title}"[:200]
                yield Found(thing, version.pk, version.organ_id, Role.UNIT_LEAD, str(version), why)

    def _templates(self) -> Iterator[Found]:
        for doc, form in FORMS.items():
            words = [form.basis, *(t for line in form.body for t in line.texts)]
            words += [w for f in form.fields for w in (f.help, f.label, *(label for _, label in f.choices))]
            if why := self.hit(*words):
                yield Found(Thing.TEMPLATE, doc.value, self.home, Role.SUPERVISOR, form.title, f"格式写明：{why}")

    def _pages(self) -> Iterator[Found]:
        for path, text in standing.pages():
            if self.hit(text):
                yield Found(Thing.PAGE, path, self.home, Role.SUPERVISOR, f"公示页面 {path}", "页面写有这部法规")

    def _cases(self, powers: dict[str, PowerItem]) -> Iterator[Found]:
        cited: dict[str, str] = {}
        rows = _open_cases().filter(decided_on=None)
        for case in rows.prefetch_related("citations__statute"):
            for c in case.citations.all():
                if c.statute.title == self.statute.title and self._among(c.article):
                    cited.setdefault(case.pk, f"引用 {c.text}")
        written = documents.texts_of(rows.values("pk"))
        for case in rows.select_related("power").order_by("opened_at", "pk"):
            why = cited.get(case.pk, "")
            if not why and case.power_id in powers:
                why = f"所用职权以它为依据：{case.power.name}"
            if not why and (hit := self.hit(*_texts(case))):
                why = f"案件信息写有：{hit}"
            if not why and self.hit(*written.get(case.pk, ())):
                why = "文书写有这部法规"
            if why:
                yield Found(Thing.CASE, case.pk, case.organ_id, Role.HANDLER, _name(case), why)

    def _among(self, article: str) -> bool:
        return not self.articles or bool(set(self.articles) & {p.article for p in citing.places(article)})


def _of_organ(organ: Organ, on: date, home: str) -> Iterator[Found]:
    why = f"{organ.short_name}的职能调整"
    for p in _powers(on).filter(organ=organ):
        yield Found(Thing.POWER, p.pk, organ.pk, Role.UNIT_LEAD, p.name, why)
    for item in _random(on).filter(organ=organ):
        yield Found(Thing.RANDOM, item.pk, organ.pk, Role.UNIT_LEAD, item.name, why)
    for path, text in standing.pages():
        if organ.name in text:
            yield Found(Thing.PAGE, path, home, Role.SUPERVISOR, f"公示页面 {path}", f"页面写有{organ.name}")
    for case in _open_cases().filter(organ=organ).order_by("opened_at", "pk"):
        yield Found(Thing.CASE, case.pk, organ.pk, Role.HANDLER, _name(case), why)


def _of_person(person: Person, on: date, home: str, *, moved: bool) -> Iterator[Found]:
    """What rests on a person's certificate; where the person moved also grants and the certificate itself."""
    own = person.organ_id or home
    certificates = Certificate.objects.filter(person=person, status="active")
    if moved:
        for c in certificates.filter(valid_to__gte=on):
            yield Found(Thing.CERTIFICATE, c.pk, own, Role.UNIT_LEAD, f"执法证 {c.number}", "持证人已变动")
        for g in Grant.objects.filter(person=person, valid_from__lte=on).exclude(valid_to__lt=on):
            label = f"{Role(g.role).label}岗位授权"
            yield Found(Thing.GRANT, g.pk, g.organ_id or own, Role.UNIT_LEAD, label, "被授权人已变动")
    for path, text in standing.pages():
        if any(c.number in text for c in certificates):
            yield Found(Thing.PAGE, path, home, Role.SUPERVISOR, f"公示页面 {path}", "页面写有这本执法证")
    handled = Q(handlers__person=person, handlers__until=None)
    for case in _open_cases().filter(handled).distinct().order_by("opened_at", "pk"):
        why = "承办人已变动" if moved else "承办人的执法证已到期"
        yield Found(Thing.CASE, case.pk, case.organ_id, Role.UNIT_LEAD, _name(case), why)


def _powers(on: date) -> QuerySet[PowerItem]:
    return PowerItem.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on).order_by("organ_id", "code")


def _random(on: date) -> QuerySet[RandomItem]:
    rows = RandomItem.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.select_related("power").order_by("organ_id", "code")


def _open_cases() -> QuerySet[Case]:
    return Case.objects.exclude(stage__in=CLOSED)


def _texts(case: Case) -> list[str]:
    values = (getattr(case, name) for name in CASE_TEXTS)
    return [v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values if v]


def _name(case: Case) -> str:
    return f"{case.number} {case.cause}".strip()[:200]


def keeper(on: date) -> str:
    """The organ that keeps templates and common pages: the first with a supervisor; "" where there is none."""
    return organs.bureau(on) or ""
