"""The statutes of the demonstration: the local rules, and the whole data package where it is installed."""

from __future__ import annotations

from datetime import datetime

from mingjing.catalog import local_rules, reading_package, statutes
from mingjing.config.demo.founding import FOUNDER


def fill(now: datetime) -> int:
    """Enter articles for every statute there is. Returns how many; without the package only the local rules."""
    count = local_rules.import_local(by=FOUNDER, rows=local_rules.bundled(), now=now).articles
    try:
        laws = reading_package.read(reading_package.packaged())
    except reading_package.PackageRefused as refusal:
        print(f"法规条文没有导入：{refusal}")
        return count
    return count + statutes.enter(by=FOUNDER, laws=laws, now=now).articles
