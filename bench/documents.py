"""PDF/A per second beside WeasyPrint on the same text, and a case file of 200 pages, in one run (design: performance).

    python bench/documents.py [--count 40] [--rounds 5] [--smoke]

Both sides get the same values, seeded and different for every document, and make PDF/A-2u on A4 with the same font,
page and line measures. Equal text is checked first (folios apart). Sides alternate; medians over rounds and ratios are
printed. The process is held to one core, so a rate is per core; *cpu* counts processor time, which neighbours on a
shared machine cannot stretch. Without WeasyPrint (requirements-bench.lock) ours runs alone.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from django.conf import settings  # noqa: E402

settings.configure(HOME=Path(tempfile.mkdtemp(prefix="mingjing-bench-")))

import pypdf  # noqa: E402

from mingjing.documents import codes  # noqa: E402
from mingjing.documents.content import blocks  # noqa: E402
from mingjing.documents.cutting import cut  # noqa: E402
from mingjing.documents.dossier import Cover, IndexEntry, RecordingLine, Remarks, dossier_pdf  # noqa: E402
from mingjing.documents.forms import FORMS, Doc, Form  # noqa: E402
from mingjing.documents.rendering import Issue, html, pdf  # noqa: E402
from tests.documents import samples  # noqa: E402

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except (ImportError, OSError):
    weasyprint = None

ISSUE = Issue("示例市市场监督管理局", "示市监处罚〔2026〕1号", "2026年11月16日")
CSS = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font-size: 14pt; } }
body { margin: 0; } .doc { font: 15.79pt/10.227mm "Noto Serif CJK SC"; } .plain { text-indent: 0; }
p { margin: 0; text-indent: 2em; text-align: justify; } .sign { text-align: right; padding: 9mm 4em; }
.org { font: bold 36pt/1.4 "Noto Serif CJK SC"; color: #c8102e; text-align: center; }
.docno { text-align: center; border-bottom: 2pt solid #c8102e; }
h1 { font: bold 22pt/1.8 "Noto Serif CJK SC"; text-align: center; margin: 0; }
h2 { font: 15.79pt/10.227mm "Noto Sans CJK SC"; margin: 0; text-indent: 2em; }
table { border-collapse: collapse; width: 100%; } th { width: 28mm; }
th, td { border: .6pt solid; padding: 2.2mm; font-size: 12pt; line-height: 1.5; }
"""
FOLIO = re.compile(r"\s|[—－]\s*\d+\s*[—－]|第\s*\d+\s*页\s*共\s*\d+\s*页|签名：\s*年\s*月\s*日")
COMMON = sorted(
    {ch for form in FORMS.values() for line in form.body for ch in "".join(line.texts) if "一" <= ch <= "鿿"}
)
Side = Callable[[Form, dict[str, Any]], bytes]


def values(form: Form, random: Random) -> dict[str, Any]:
    """The invented decision or form, with parts that differ from document to document."""
    surplus = "".join(random.choices(COMMON, k=40))
    given = samples.sample(form)
    for field in form.fields:
        if field.type == "long" and field.name in given:
            given[field.name] = f"{given[field.name]}（第{random.randrange(10**6)}号说明：{surplus}）。"
    return given


def ours(form: Form, given: dict[str, Any]) -> bytes:
    return pdf(form, blocks(form, given), ISSUE)


def weasy() -> Side:
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=CSS, font_config=fonts)

    def side(form: Form, given: dict[str, Any]) -> bytes:
        page = f'<html lang="zh-CN"><body>{html(form, blocks(form, given), ISSUE)}</body></html>'
        document = weasyprint.HTML(string=page)
        made: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2u")
        return made

    return side


def text(data: bytes) -> str:
    found = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return FOLIO.sub("", re.sub(r"\s", "", found))


def pages(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def timed(side: Side, form: Form, batch: list[dict[str, Any]]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    for given in batch:
        side(form, given)
    return (time.perf_counter() - wall) / len(batch), (time.process_time() - cpu) / len(batch)


def compare(form: Form, count: int, rounds: int) -> None:
    random = Random(9704)
    sides: dict[str, Side] = {"mingjing": ours} | ({"weasyprint": weasy()} if weasyprint else {})
    probe = values(form, random)
    made = {name: side(form, probe) for name, side in sides.items()}
    texts = {name: text(data) for name, data in made.items()}
    keep = sorted if form.layout == "table" else list  # cells of a grid are read in another order
    if len({"".join(keep(found)) for found in texts.values()}) != 1:
        raise SystemExit("the two sides do not print the same text")
    for block in blocks(form, probe):
        assert keep is sorted or re.sub(r"\s", "", block.text) in texts["mingjing"]
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            share = count if name == "mingjing" else max(2, count // 10)
            taken[name].append(timed(side, form, [values(form, random) for _ in range(share)]))
    print(f"{form.title}: {len(texts['mingjing'])} characters; equal text on {len(sides)} side(s)")
    cpu = {}
    for name, rows in taken.items():
        wall, cpu[name] = (statistics.median(row[i] for row in rows) for i in (0, 1))
        size, sheets = len(made[name]) // 1024, pages(made[name])
        print(
            f"  {name:<11}{1 / cpu[name]:8.1f} /s cpu {1 / wall:8.1f} /s wall {sheets / cpu[name]:8.1f} pages/s"
            f"  ({sheets} pages, {size} KiB)"
        )
    if "weasyprint" in cpu:
        print(f"  ratio {cpu['weasyprint'] / cpu['mingjing']:.1f} x")


def coded(form: Form, count: int, rounds: int) -> None:
    """What the party's code adds to one paper: a fresh one each time, and words of its own, as at service."""
    random, taken = Random(16), ([], [])  # type: ignore[var-annotated]
    for _ in range(rounds):
        given = [values(form, random) | {"cause": "".join(random.choices(COMMON, k=20))} for _ in range(count)]
        batch = [blocks(form, found) for found in given]
        for issues, times in zip(([ISSUE] * count, [with_code() for _ in batch]), taken, strict=True):
            began = time.process_time()
            for content, issue in zip(batch, issues, strict=True):
                pdf(form, content, issue)
            times.append((time.process_time() - began) / count)
    plain, with_it = (statistics.median(times) * 1000 for times in taken)
    print(f"{form.title} with the party's code: {with_it:.2f} ms cpu, without {plain:.2f} ms")


def with_code() -> Issue:
    code = codes.new()
    return replace(ISSUE, code=codes.grouped(code), code_url=f"https://zf.example.gov.cn/p/{code}")


def dossier(total: int, rounds: int) -> None:
    random, parts, index = Random(25000), [], []
    forms = [FORMS[doc] for doc in (Doc.PENALTY_DECISION, Doc.PRIOR_NOTICE, Doc.INVESTIGATION_REPORT, Doc.SCENE_RECORD)]
    while sum(map(pages, parts)) < total:
        form = forms[len(parts) % len(forms)]
        parts.append(ours(form, values(form, random)))
        index.append(IndexEntry("示市监〔2026〕1号", "示例局", form.title, "2026-11-16"))
    cover = Cover("示例局", "行政处罚案卷", [("案号", "示案〔2026〕1号")], "2026-12-05")
    recordings = [RecordingLine("检查", "2026-09-08", "示例路", "A1", "周正", "ab" * 32)] * 5
    remarks = Remarks("齐全。", "周正", "林夏", "2026年12月5日")
    whole = dossier_pdf(cover, index, parts, remarks, recordings)
    assert text(whole).count("有下列证据证明") == sum(text(part).count("有下列证据证明") for part in parts)
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        dossier_pdf(cover, index, parts, remarks, recordings)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    print(
        f"case file of {pages(whole)} pages from {len(parts)} documents: "
        f"{statistics.median(walls):.3f} s wall, {statistics.median(cpus):.3f} s cpu"
    )


def cutting(count: int) -> None:
    form, random = FORMS[Doc.PENALTY_DECISION], Random(5)
    batch = [values(form, random) for _ in range(count)]
    began = time.process_time()
    units = sum(len(cut(blocks(form, given), ["陈示例"])) for given in batch)
    print(f"cut: {count / (time.process_time() - began):.0f} decisions/s cpu, {units // count} units each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--smoke", action="store_true", help="small sizes: does it run at all")
    options = parser.parse_args()
    if options.smoke:
        options.count, options.rounds = 4, 1
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for doc in (Doc.FILING_APPROVAL, Doc.HEARING_SUMMONS, Doc.PENALTY_DECISION):
        compare(FORMS[doc], options.count, options.rounds)
    for doc in (Doc.HEARING_SUMMONS, Doc.PENALTY_DECISION):
        coded(FORMS[doc], options.count, options.rounds)
    dossier(20 if options.smoke else 200, options.rounds)
    cutting(options.count)


if __name__ == "__main__":
    main()
