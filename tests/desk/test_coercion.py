"""行政强制 by the screens alone: begun, approved, done on the spot and handed over; every step has its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from mingjing.cases.models import Case
from mingjing.config.demo.coercing import Enforcing, Seizing
from mingjing.config.demo.coercion_matters import SEIZURES, UNPERFORMED
from mingjing.config.demo.founding import World
from mingjing.config.demo.world import credit_code
from mingjing.law import coercion, coercion_execution
from mingjing.law.kinds import Stage
from tests.desk import staged
from tests.desk.staged import entered

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "scjg", "cg", "sj")


def opened(world: World, client: Client) -> Case:
    """A measure begun on its page."""
    at = staged.real_now().astimezone(BEIJING)
    answer = client.post(
        "/office/acts/coercion/measure",
        {
            "power": world.powers["scjg", "seize_food"], "cause": "涉嫌经营不合格食品", "source": "inspection",
            "found_on": at.date().isoformat(), "clue": "冷库存放无标签肉制品。", "place": "示例路1号",
            "d_measure": "seize", "d_basis": SEIZURES[0].basis, "d_target": "肉制品", "d_reason": "防止流入市场。",
            "d_necessity": "责令停止销售不足以防止。", "party_kind": "organisation", "party_name": "示例食品有限公司",
            "party_code": credit_code("91", "411202", 77), "party_representative": "示例",
            "party_address": "三门峡市湖滨区示例路1号", "lead": world.one("scjg", "H").pk,
            "handlers": [world.one("scjg", "H", 1).pk],
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get()


def taken(client: Client, case: Case, step: str, **values: Any) -> None:
    answer = client.post(f"/office/cases/{case.pk}/steps/{step}", values)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.law("行政强制法18")
def test_a_measure_from_its_page_to_the_hands_of_the_party(world: World) -> None:
    officer, head = entered("scjg.h1"), entered("scjg.b1")
    case = opened(world, officer)
    assert officer.get(f"/office/cases/{case.pk}/edit").status_code == 200
    taken(head, case, "approve_measure", opinion="同意。")
    told = dict.fromkeys(("certificates_shown", "told_reason", "told_basis", "told_rights", "told_remedy"), "yes")
    taken(officer, case, "tell_on_site", called="当面通知。", present="party", present_name="示例", said="none", **told)
    at = staged.real_now().astimezone(BEIJING)
    taken(
        officer, case, "record_on_site", started_at=(at - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M"),
        ended_at=(at - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M"), place="示例路1号", findings="逐项清点。",
        goods="散装肉制品，批号示例A，12箱\n外包装标签，，1卷", related="yes", not_elsewhere="yes", keeping="moved",
        recording="全程录像", signed="signed",
    )  # fmt: skip
    page = officer.get(f"/office/cases/{case.pk}/steps/take_measure").content.decode()
    assert "不含生活必需品" in page and "行政强制法23①" in page
    refused = officer.post(f"/office/cases/{case.pk}/steps/take_measure", {"receipt": "signed"})
    assert refused.status_code == 409 and "生活必需品" in refused.content.decode()
    taken(
        officer, case, "record_on_site", started_at=(at - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M"),
        ended_at=(at - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M"), place="示例路1号", findings="逐项清点。",
        goods="散装肉制品，批号示例A，12箱", related="yes", no_necessities="yes", not_elsewhere="yes", keeping="moved",
        recording="全程录像", signed="signed",
    )  # fmt: skip
    taken(officer, case, "take_measure", receipt="signed")
    case.refresh_from_db()
    assert case.stage == Stage.IN_FORCE
    page = officer.get(f"/office/cases/{case.pk}").content.decode()
    assert "查封、扣押、冻结" in page and "解除措施" in page


def test_every_step_of_both_tables_has_a_page_that_says_what_is_missing(world: World) -> None:
    seized = Seizing(world, "scjg", SEIZURES[0], 1, staged.began())
    unperformed = Enforcing(
        world, "cg", UNPERFORMED[0], 2, staged.began(), served=staged.began().date() - timedelta(days=200)
    )
    for deed, table, user in ((seized, coercion.MEASURE, "scjg"), (unperformed, coercion_execution.EXECUTION, "cg")):
        deed.open()
        client = entered(f"{user}.h1")
        for step in table.rules:
            answer = client.get(f"/office/cases/{deed.case}/steps/{step}", follow=True)
            assert answer.status_code == 200, step
            assert step.label in answer.content.decode() or step in {"give_opinion", "archive", "confirm_review"}
