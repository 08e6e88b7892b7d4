"""What an organ entrusts and how it is reached, as its published lists say and from the day they say it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingjing.catalog import drafting, entrusting
from mingjing.catalog.channels import public_channels
from mingjing.catalog.models import PowerItem
from mingjing.config.demo import founding
from mingjing.config.demo.world import credit_code
from mingjing.ledger.actions import By
from mingjing.organs import actions as organs
from tests.catalog.test_lists import NOW, SAMPLE, actor, drafted, published

TRUSTEE = credit_code("12", "411200", 940)


@pytest.fixture
def world(db: None, home: Any) -> founding.World:
    return founding.found(NOW - timedelta(days=30), frozenset({"sthj", "sj"}), hashed="!")


@pytest.mark.clause("D1.8")
@pytest.mark.law("行政处罚法20", "行政处罚法21")
def test_an_entrustment_covers_its_powers_for_its_term_only(world: founding.World) -> None:
    principal, on = world.organs["sthj"], NOW.date()
    published(world, drafted(world, "powers", code="W-1", name="示例职权"))
    published(world, drafted(world, "entrustments", powers="W-1", trustee_code=TRUSTEE, valid_to="2027-12-31"))
    fields = {name: getattr(principal, name) for name in ("field", "address", "phone", "reconsideration_body", "court")}
    trustee = organs.register_organ(
        by=By("operator", "C", ""), now=datetime.now(NOW.tzinfo), name="示例大队",
        short_name="示例大队", kind="entrusted",
        region_id=principal.region_id, uscc=TRUSTEE, doc_prefix="示大队", valid_from=date(2020, 1, 1),
        parent=principal, **fields,
    )  # fmt: skip
    same = PowerItem(organ=trustee, code="D-1", name="示例职权")
    assert entrusting.covering(trustee, same, on)
    assert not entrusting.covering(trustee, PowerItem(organ=trustee, code="D-2", name="别的职权"), on)
    assert not entrusting.covering(trustee, same, date(2028, 1, 1)), "after its term"
    assert not entrusting.covering(principal, same, on), "nobody entrusts this organ"


@pytest.mark.clause("D1.7")
def test_a_published_list_of_channels_is_what_the_public_is_told(world: founding.World) -> None:
    organ, on = world.organs["sthj"], NOW.date()
    draft = drafting.save_row(
        actor=actor(world, "U"), organ_id=organ.pk, kind="channels", key="", now=NOW,
        cells=SAMPLE["channels"] | {"kind": "咨询", "name": "示例咨询台", "phone": "0398-1112222"},
    )  # fmt: skip
    published(world, draft)
    ways = public_channels(organ, on)
    assert [(w.kind, w.name, w.way) for w in ways][0] == ("consult", "示例咨询台", "0398-1112222")
    assert [w.name for w in ways if w.kind == "relief"] == ["行政复议", "行政诉讼"], "what the list does not name stays"
    assert "示例咨询台" not in [w.name for w in public_channels(organ, on - timedelta(days=1))]
