"""The drawing: sound SVG of attributes only, in the colours of the design, with every word of the chart in its box."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from mingjing.law.flow import Flow, Place, flow
from mingjing.law.kinds import Stage
from mingjing.law.procedures import PROCEDURES
from mingjing.ui import flowchart, lettering

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 23)
CSS = (Path(flowchart.__file__).parent / "static" / "mj" / "mingjing.css").read_text(encoding="utf-8")
TOKENS = {value.lower() for value in re.findall(r"--[a-z0-9-]+:\s*(#[0-9a-f]{6})", CSS)}
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "rect", "text", "polyline", "polygon", "circle"}


def drawn(version: str, narrow: bool) -> ET.Element:
    return ET.fromstring(flowchart.svg(flow(PROCEDURES[version], TODAY), "a", narrow=narrow))


def words(root: ET.Element) -> str:
    return "".join(text.text or "" for text in root.iter(f"{SVG}text"))


@pytest.mark.clause("D1.6")
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("version", PROCEDURES)
def test_the_drawing_is_attributes_and_tokens_only(version: str, narrow: bool) -> None:
    root = drawn(version, narrow)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}" and width == (360 if narrow else 960) and height > width
    assert root.get("role") == "img" and root.get("aria-labelledby") == "a-title a-desc"
    title, desc = root[0], root[1]
    assert (title.tag, title.get("id"), desc.tag, desc.get("id")) == (f"{SVG}title", "a-title", f"{SVG}desc", "a-desc")
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not {name for name in element.attrib if name in ("style", "class", "href") or name.startswith("on")}
        for name in ("fill", "stroke"):
            assert element.get(name, "none") == "none" or element.get(name) in TOKENS, element.attrib


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("version", PROCEDURES)
def test_every_word_of_the_chart_is_drawn(version: str, narrow: bool) -> None:
    chart, root = flow(PROCEDURES[version], TODAY), drawn(version, narrow)
    text = words(root)
    for place in chart.line:
        assert f"{place.sign}{place.label}" in text
    for move in chart.moves:
        parts = [move.label, *move.limits, move.also]
        if not move.told_before:
            parts.append(f"{move.who} · {move.article}")
        if move.opens:
            parts.append(f"{move.opens.sign} {move.opens.label}")
        for part in parts:
            assert part.replace(" ", "") in text.replace(" ", ""), part
    assert chart.title in text and chart.opening in text


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("version", PROCEDURES)
def test_every_line_of_words_keeps_inside_its_box(version: str, narrow: bool) -> None:
    root = drawn(version, narrow)
    boxes = [tuple(float(r.get(n, "0")) for n in ("x", "y", "width", "height")) for r in root.iter(f"{SVG}rect")][1:]
    for text in root.iter(f"{SVG}text"):
        x, y, size = (float(text.get(n, "0")) for n in ("x", "y", "font-size"))
        long = lettering.width(text.text or "", size)
        left = x - long / 2 if text.get("text-anchor") == "middle" else x
        assert left >= 0 and left + long <= float(root.get("width", "0"))
        around = [b for b in boxes if b[0] <= x <= b[0] + b[2] and b[1] <= y <= b[1] + b[3]]
        for bx, by, bw, bh in around:
            assert bx < left and left + long < bx + bw and by < y - size * 0.8 and y < by + bh, text.text


def test_boxes_never_overlap_unless_one_holds_the_other() -> None:
    for version in PROCEDURES:
        for narrow in (False, True):
            found = list(drawn(version, narrow).iter(f"{SVG}rect"))[1:]
            boxes = [tuple(float(r.get(n, "0")) for n in ("x", "y", "width", "height")) for r in found]
            for number, (ax, ay, aw, ah) in enumerate(boxes):
                for bx, by, bw, bh in boxes[number + 1 :]:
                    apart = ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay
                    inside = ax <= bx and bx + bw <= ax + aw and ay <= by and by + bh <= ay + ah
                    assert apart or inside, (version, narrow)


def test_hostile_words_stay_words() -> None:
    hostile = '</text><script>alert("1")</script>&'
    chart = Flow(hostile, hostile, (Place("1", Stage.CLUE, (), (), ()),))
    root = ET.fromstring(flowchart.svg(chart, "a"))
    assert not list(root.iter(f"{SVG}script")) and root[0].text == hostile and hostile in words(root)


def test_equal_tables_give_equal_bytes() -> None:
    version = next(iter(PROCEDURES))
    once, again = (flowchart.svg(flow(PROCEDURES[version], TODAY), "a") for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("一二三四五六", 30, ["一二三", "四五六"]),
        ("一二三，四五六", 30, ["一二", "三，四", "五六"]),
        ("一二三（四五六七八九）", 40, ["一二三", "（四五六", "七八九）"]),
        ("一二（三）四", 30, ["一二", "（三）", "四"]),
        ("自2026年起", 40, ["自2026", "年起"]),
        ("abcdefgh", 20, ["abc", "def", "gh"]),
        ("", 30, []),
    ],
)
def test_lines_break_where_chinese_lines_may(text: str, room: float, expected: list[str]) -> None:
    assert list(lettering.lines(text, 10, room)) == expected
    assert all(lettering.width(line, 10) <= room for line in expected)
