"""Reads on benchmarks. They are published: everyone may read every version."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from mingjing.discretion.models import Benchmark
from mingjing.law.benchmarks import Party
from mingjing.law.kinds import PartyKind

PUBLISHED = Benchmark.Status.PUBLISHED


def _standing(on: date) -> QuerySet[Benchmark]:
    rows = Benchmark.objects.filter(status=PUBLISHED, valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.select_related("organ", "region")


def for_case(
    *, organ_id: str, region_code: str, field: str, names: tuple[str, ...], party: PartyKind | None, on: date
) -> list[Benchmark]:
    """Benchmarks in force on the day of the violation that fit a case; an organ's own before the region's.

    ``names``: cause and power of the case, one of which must name the violation.
    """
    rows = _of_organ(organ_id, region_code, field, on)
    fitting = [
        b
        for b in rows
        if any(b.violation in name or name in b.violation for name in names if name)
        and (party is None or Party(b.party).fits(party))
    ]
    own = {b.code for b in fitting if b.organ_id}
    return [b for b in fitting if b.organ_id or b.code not in own]


def of_field(*, organ_id: str, region_code: str, field: str, party: PartyKind | None, on: date) -> list[Benchmark]:
    """Every benchmark of the field in force on a day: what an officer may choose from when none fits by its name."""
    rows = _of_organ(organ_id, region_code, field, on)
    return [b for b in rows if party is None or Party(b.party).fits(party)]


def _of_organ(organ_id: str, region_code: str, field: str, on: date) -> list[Benchmark]:
    above = [region_code[:n] + "0" * (6 - n) for n in (2, 4, 6) if len(region_code) >= n] + [
        region_code,
        region_code[:2],
    ]
    whose = Q(organ_id=organ_id) | Q(region_id__in=above)
    return list(_standing(on).filter(whose, field=field).order_by("code"))


def find(benchmark_id: str) -> Benchmark | None:
    """One version by its id."""
    return Benchmark.objects.filter(pk=benchmark_id).select_related("organ", "region").first()


def public_standing(on: date) -> list[Benchmark]:
    """Every benchmark in force on a day, one version of each, by field and code."""
    return list(_standing(on).order_by("field", "code", "organ_id"))


def public_versions() -> dict[str, list[Benchmark]]:
    """Every published version by series, the newest first."""
    found: dict[str, list[Benchmark]] = {}
    for row in Benchmark.objects.filter(status=PUBLISHED).select_related("organ", "region").order_by("-version"):
        found.setdefault(row.series, []).append(row)
    return found


def public_of_series(series: str, on: date) -> Benchmark | None:
    """The version of a benchmark in force on a day, or the last that was."""
    rows = Benchmark.objects.filter(series=series, status=PUBLISHED).select_related("organ", "region")
    standing = rows.filter(valid_from__lte=on).exclude(valid_to__lt=on).last()
    return standing or rows.filter(valid_from__lte=on).last()


def citing(law: str, on: date) -> list[Benchmark]:
    """Benchmarks in force on a day that rest on a statute of this title: what its repeal affects."""
    return list(_standing(on).filter(law=law.strip("《》")).order_by("code"))
