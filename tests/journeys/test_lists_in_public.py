"""A citizen reads an organ's lists in a real browser, at a desk and on a phone: no barrier, no sideways scroll."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.people import Person
from tests.journeys.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.clause("D0.3", "D1.4", "D1.7")]

PUBLISH = """
import django; django.setup()
from mingjing.catalog import drafting
from mingjing.config import clock
from mingjing.disclosure import registers
from mingjing.organs.models import Grant, Organ
from mingjing.organs.permissions import actor_for
from mingjing.catalog import publishing
from mingjing.law.list_kinds import BY_CODE
now = clock.now()
organ = Organ.objects.get(short_name="市生态环境局")
who = lambda role: actor_for(Grant.objects.filter(role=role, person__organ=organ).first().person, now.date())
for kind in ("powers", "channels"):
    cells = {c.name: c.sample for c in BY_CODE[kind].columns if c.sample}
    draft = drafting.save_row(actor=who("U"), organ_id=organ.pk, kind=kind, key="", cells=cells, now=now)
    version = publishing.submit(actor=who("U"), version=draft, note="首次公布", now=now)
    for role in ("L", "B"):
        version = registers.agree(actor=who(role), version=version, words="", now=now)
registers.catch_up(now)
"""


def test_a_citizen_finds_a_power_and_every_page_reads_well_at_both_widths(site: Site, browser: Any, axe: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MINGJING_")}
    env = {**kept, "MINGJING_HOME": str(site.home), "DJANGO_SETTINGS_MODULE": "mingjing.config.settings"}
    subprocess.run([sys.executable, "-c", PUBLISH], env=env, cwd=ROOT, check=True)
    citizen = Person(browser, site.url, "", axe)
    citizen.look("/")
    citizen.page.get_by_role("link", name="各机关公布情况").click()
    citizen.look()
    citizen.page.get_by_label("在全部清单中查找").fill("垃圾")
    citizen.press("查找")
    citizen.told("对未按规定处置建筑垃圾的处罚")
    citizen.look()
    citizen.page.get_by_role("link", name="对未按规定处置建筑垃圾的处罚").click()
    citizen.page.locator(".listing details summary").first.click()
    citizen.told("责任事项")
    citizen.look()
    citizen.page.locator("nav[aria-label=位置]").get_by_role("link", name="市生态环境局").click()
    citizen.told("救济渠道和监督方式")
    citizen.look()
    organ = citizen.page.url.rsplit("/", 1)[1]
    for path in (
        f"/organs/{organ}/print",
        f"/embed/{organ}.html",
        "/organs",
        "/lists/powers",
        f"/organs/{organ}/channels",
    ):
        citizen.look(path)
