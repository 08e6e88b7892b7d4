"""A citizen reads how an act goes: the charts in a real browser, on a desk and on a phone, every word in its box."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.disclosure.pages import flows
from tests.journeys.people import Person
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("D1.6")]

# Words that stick out of the smallest box around them, or of the drawing; measured with the browser's own fonts.
OUTSIDE = """() => {
  const svg = document.documentElement, width = svg.viewBox.baseVal.width;
  const boxes = [...svg.querySelectorAll('rect')].slice(1).map(r => r.getBBox());
  const holds = (a, b) => a.x <= b.x && a.y <= b.y
    && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
  return [...svg.querySelectorAll('text')].filter(text => {
    const words = text.getBBox(), middle = {x: words.x + 1, y: words.y + words.height / 2, width: 0, height: 0};
    const around = boxes.filter(box => holds(box, middle)).sort((a, b) => a.height * a.width - b.height * b.width)[0];
    return words.x < 0 || words.x + words.width > width || (around && !holds(around, words));
  }).map(text => text.textContent);
}"""


def test_the_charts_read_well_at_every_width(site: Site, browser: Any, axe: str) -> None:
    citizen = Person(browser, site.url, "", axe)
    citizen.look("/")
    citizen.page.get_by_role("link", name="执法流程图").first.click()
    citizen.look()
    citizen.page.get_by_role("link", name="行政处罚普通程序").click()
    citizen.look()
    drawing = citizen.page.locator("figure img")
    citizen.page.set_viewport_size({"width": 1440, "height": 900})
    assert drawing.evaluate("e => [e.currentSrc.split('/').pop(), e.naturalWidth, e.clientWidth]") == [
        "penalty-ordinary.svg",
        960,
        960,
    ]
    citizen.page.set_viewport_size({"width": 390, "height": 844})
    drawing.evaluate("e => e.complete || new Promise(done => e.addEventListener('load', done))")
    citizen.page.wait_for_function("document.querySelector('figure img').currentSrc.endsWith('.narrow.svg')")
    assert drawing.evaluate("e => e.clientWidth") >= 350  # thirteen pixels stay thirteen
    citizen.told("由承办人登记")


def test_no_words_leave_their_box(site: Site, browser: Any, axe: str) -> None:
    citizen = Person(browser, site.url, "", axe)
    for procedure in flows.current():
        for suffix in ("svg", "narrow.svg"):
            citizen.go(f"/flows/{flows.name_of(procedure)}.{suffix}")
            assert citizen.page.evaluate("document.querySelectorAll('text').length") > 20
            assert citizen.page.evaluate(OUTSIDE) == [], (procedure.version, suffix)
