"""Regions of 三门峡市 (GB/T 2260; 411271 is a statistical code): code, name, level, the region above."""

from __future__ import annotations

REGIONS = (
    ("41", "河南省", "province", None),
    ("411200", "三门峡市", "city", "41"),
    ("411202", "湖滨区", "county", "411200"),
    ("411203", "陕州区", "county", "411200"),
    ("411221", "渑池县", "county", "411200"),
    ("411224", "卢氏县", "county", "411200"),
    ("411281", "义马市", "county", "411200"),
    ("411282", "灵宝市", "county", "411200"),
    ("411271", "三门峡经济开发区", "zone", "411200"),
)
