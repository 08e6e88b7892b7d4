"""双随机 stored and run: nothing before the checkpoint, nothing twice, nothing changed unseen, one visit per target."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mingjing.cases.models import Case
from mingjing.catalog import actions as catalog
from mingjing.config.demo.drawing import Drawing
from mingjing.config.demo.founding import FOUNDER
from mingjing.config.demo.visiting import firm
from mingjing.config.demo.world import id_number
from mingjing.disclosure import draws, pages
from mingjing.law.draw import Conflict, Excluded
from mingjing.law.kinds import Stage, Step
from mingjing.ledger.models import AnjuanEntry, GongshiEntry
from mingjing.organs import queries as organs
from mingjing.organs.permissions import NotAllowed
from mingjing.procedure import actions as procedure
from mingjing.procedure import drawing, drawn, planning
from mingjing.procedure.drawing import Wish
from mingjing.procedure.drawn import Choice
from mingjing.procedure.models import Draw, DrawTarget
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.ledger.test_concurrency import in_threads
from tests.procedure.ground import Ground
from tests.procedure.test_gatekeeper import refused
from tests.procedure.visit_ground import DRAWN, case, codes, fresh, ground, visited

__all__ = ["ground", "visited"]  # fixtures
SCRIPT = Path(__file__).parents[2] / "verify_draw.py"
SECRET = "示例店主甲"
PERSON = id_number(7)


def listed(ground: Ground) -> Drawing:
    d: Any = ground.line("listed")
    d.visits = []
    return d  # type: ignore[no-any-return]


def commit(d: Drawing, number: int = 3, key: str = "k", **wish: Any) -> Draw:
    """Pools committed, the log not sealed yet."""
    asked = Wish(number=number, **wish)
    d.draw = drawing.commit_pools(actor=d.actor("U"), item_id=d.item.pk, wish=asked, key=key, now=d.at).pk
    return stored(d)


def stored(d: Drawing) -> Draw:
    return Draw.objects.get(pk=d.draw)


def done(d: Drawing, number: int = 3, **wish: Any) -> Draw:
    """Committed, sealed, drawn and shown."""
    commit(d, number, **wish)
    draws.show(d.draw, d.at)
    d.run()
    return stored(d)


def told(kind: str, draw: Draw) -> list[dict[str, Any]]:
    """What the public log says of a draw."""
    return [e.content for e in GongshiEntry.objects.filter(type=kind, obj=draw.pk).order_by("seq")]


def opened(d: Drawing, choices: dict[str, Choice] | None = None, **more: Any) -> list[Any]:
    given: dict[str, Any] = {"planned_from": d.on, "planned_to": d.on + timedelta(days=20), "now": d.at} | more
    return drawn.open_visits(actor=d.actor("U"), draw_id=d.draw, choices=choices, **given)


def skipping(draw: Draw) -> dict[str, Choice]:
    """Every target that another draw holds is visited all the same."""
    return {r.target.id: Choice("visit", "检查的事项不同。") for r in drawn.drawn_of(draw) if r.others}


# --- order -----------------------------------------------------------------------------------------------------------


@pytest.mark.law("优化营商环境条例54")
def test_nothing_is_drawn_before_the_checkpoint_that_holds_the_pools(ground: Ground) -> None:
    d = listed(ground)
    draw = commit(d)
    for attempt in (d.run, lambda: opened(d), lambda: drawing.redraw(**redrawn(d, "t00500", "x"))):
        with refused(ground, StepRefused) as found:
            attempt()
        assert codes(found) & {"draw.unsealed", "draw.not-done"}
    (entry,) = told("draw.committed", draw)
    assert entry["data"]["targets"] == drawing.digest(draw.targets)
    assert entry["data"]["officers"] == drawing.digest(draw.officers)
    kept = drawing.anchor(draw.pk, d.at)
    assert kept.state == "anchored" and int(kept.checkpoint.split("\n")[1]) > kept.entry
    d.run()
    made = stored(d)
    (result,) = told("draw.done", made)
    assert result["data"]["result"] == drawing.digest(made.result)
    assert (made.number, made.done_on, len(drawn.drawn_of(made))) == ("三市监抽〔2026〕1号", d.on, 3)


def test_a_second_tap_finds_what_stands(ground: Ground) -> None:
    d = listed(ground)
    first = commit(d)
    before = ground.entries()
    assert commit(d).pk == first.pk and commit(d, 5).pk == first.pk  # the key names the request, whatever it says now
    assert ground.entries() == before
    anchored = drawing.anchor(first.pk, d.at)
    assert drawing.anchor(first.pk, d.at + timedelta(hours=1)).checkpoint == anchored.checkpoint
    d.run()
    result, before = stored(d).result, ground.entries()
    d.at += timedelta(days=1)
    d.run()
    assert (stored(d).result, ground.entries()) == (result, before)
    other = commit(d, key="another")
    assert other.pk != first.pk and other.number == "三市监抽〔2026〕2号"


def test_two_taps_at_once_make_one_draw_and_one_visit_each(ground: Ground) -> None:
    d = listed(ground)
    before, actor, item = ground.entries(), d.actor("U"), d.item.pk
    connection.close()
    wish = Wish(number=2)
    errors = in_threads(
        3, lambda _: drawing.commit_pools(actor=actor, item_id=item, wish=wish, key="at once", now=d.at)
    )
    assert errors == []
    (draw,) = Draw.objects.filter(key="at once")
    assert ground.entries() == before + 1 and len(told("draw.committed", draw)) == 1
    d.draw = draw.pk
    draws.show(d.draw, d.at)
    d.run()
    choices = skipping(stored(d))
    connection.close()
    assert in_threads(3, lambda _: opened(d, choices)) == []
    assert len(drawn.visits_of(draw)) == 2


def test_who_may_draw(ground: Ground) -> None:
    d = listed(ground)
    given: dict[str, Any] = {"item_id": d.item.pk, "wish": Wish(number=1), "key": "k", "now": d.at}
    for who in (d.actor("H"), d.actor("B"), d.world.actor("sthj", "U", d.on)):
        with refused(ground, NotAllowed):
            drawing.commit_pools(actor=who, **given)
    draw = commit(d)
    drawing.anchor(draw.pk, d.at)
    for who in (d.actor("H"), d.world.actor("sthj", "U", d.on)):
        with refused(ground, NotAllowed):
            drawing.run_draw(actor=who, draw_id=draw.pk, now=d.at)
        if who.organ_id != draw.organ_id:
            with pytest.raises(Draw.DoesNotExist):
                drawn.draw_for(who, draw.pk)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"number": 9}, "8"),
        ({"number": 2, "officers": 1}, "两"),
        ({"number": 2, "officers": 9}, "人员"),
        ({"number": 2, "excludes": (Excluded("t99999", "covered"),)}, "t99999"),
        ({"number": 2, "conflicts": (Conflict("t00500", "0", "kin"),)}, "0"),
    ],
)
def test_what_the_pools_cannot_meet_is_refused_before_it_is_published(
    ground: Ground, wish: dict[str, Any], says: str
) -> None:
    d = listed(ground)
    public = GongshiEntry.objects.count()
    with refused(ground, FormIncomplete, says):
        commit(d, **wish)
    assert GongshiEntry.objects.count() == public


# --- changed afterwards ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["targets", "officers", "request"])
def test_a_pool_changed_in_the_database_is_seen(ground: Ground, column: str) -> None:
    d = listed(ground)
    draw = commit(d)
    drawing.anchor(draw.pk, d.at)
    text = getattr(draw, column)
    changed = text.replace('"t00507"', '"t00508"') if column == "targets" else text.replace("2", "3", 1)
    assert changed != text
    rewrite(ground, draw, column, changed)
    (found,) = drawing.problems(stored(d))
    assert found.code == "draw.pool-changed" and "被改动" in found.message
    with refused(ground, StepRefused, "登记之后被改动"):
        d.run()


def test_a_result_changed_in_the_database_is_seen(ground: Ground) -> None:
    d = listed(ground)
    draw = done(d)
    names = [row["target"] for row in json.loads(draw.result)["drawn"]]
    spare = next(n for n in (f"t{DRAWN + k:05d}" for k in range(8)) if n not in names)
    rewrite(ground, draw, "result", draw.result.replace(names[0], spare))
    with refused(ground, StepRefused) as found:
        opened(d, skipping(draw))
    assert codes(found) == {"draw.result-changed"}


def rewrite(ground: Ground, draw: Draw, column: str, text: str) -> None:
    """As the owner of the tables, past every trigger."""
    ground.remove("procedure_draw_bound_update", "procedure_draw")
    assert "'" not in text
    assert ground.as_owner([f"UPDATE procedure_draw SET {column} = '{text}' WHERE id = '{draw.pk}'"]) == ""


def test_a_list_registered_later_leaves_a_draw_as_it_is(ground: Ground) -> None:
    d = listed(ground)
    draw = commit(d)
    catalog.register_targets(
        by=FOUNDER, item=d.item, valid_from=d.on, now=d.at,
        rows=[{"id": "x1", "kind": "org", "risk": "A", "name": "示例新店", "code": firm(9, d.matter)["code"]}],
    )  # fmt: skip
    drawing.anchor(draw.pk, d.at)
    d.run()
    assert drawing.problems(stored(d)) == []
    assert {r.target.id for r in drawn.drawn_of(stored(d))} <= {f"t{DRAWN + k:05d}" for k in range(8)}


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"id": ""}, {"code": ""}, {"code": "91411202MA0000000X"}, {"kind": "person", "id_number": "1"}],
)
def test_a_target_nobody_could_inspect_by_is_not_listed(ground: Ground, changes: dict[str, str]) -> None:
    d = listed(ground)
    row = {"id": "x1", "kind": "org", "risk": "A", "name": "示例新店", "code": firm(9, d.matter)["code"]} | changes
    with refused(ground, ValueError, "第 1 行"):
        catalog.register_targets(by=FOUNDER, item=d.item, valid_from=d.on, now=d.at, rows=[row])


# --- what follows ----------------------------------------------------------------------------------------------------


def test_each_target_drawn_gets_one_visit_led_by_its_officers(ground: Ground) -> None:
    d = listed(ground)
    draw = done(d, 4)
    made = opened(d, skipping(draw))
    rows = {r.target.id: r for r in drawn.drawn_of(draw)}
    assert {c.details["draw_target"] for c in made} == set(rows)
    for one in made:
        row = rows[one.details["draw_target"]]
        people = [organs.holder(number) for number in row.officers]
        assert {h.person_id for h in one.handlers.all()} == set(people)
        assert one.handlers.get(lead=True).person_id == people[0]
        assert (one.stage, one.source, one.parties.get().name) == (Stage.PLANNED, "draw", row.target.name)
        procedure.take_step(
            actor=d.actor("B"), case_id=one.pk, step=Step.APPROVE_INSPECTION, values={"opinion": "同意。"}, now=d.at
        )  # fmt: skip
        assert Case.objects.get(pk=one.pk).stage == Stage.APPROVED
    assert opened(d) == [] and len(drawn.visits_of(draw)) == 4


def test_a_visit_that_only_says_it_was_drawn_is_not_approved(ground: Ground) -> None:
    d = listed(ground)
    draw = done(d)
    target = drawn.drawn_of(draw)[0].target
    for named in ({}, {"draw": draw.pk, "draw_target": target.id}, {"draw": "0" * 32, "draw_target": target.id}):
        visit = fresh(ground, 60, kind="random", **named)  # a firm of the officer's own choice
        with refused(ground, StepRefused) as found:
            visit.approve()
        assert "plan.none" in codes(found)
        visit.cancel()


def test_a_target_in_two_draws_is_shown_and_merged_left_out_or_visited_with_a_reason(ground: Ground) -> None:
    d, theirs = listed(ground), ground.line("drawn")
    draw = done(d, 8)  # the whole pool: every firm of the other draw is in it
    rows = [r for r in drawn.drawn_of(draw) if r.others]
    held = {r.target.code for r in drawn.drawn_of(Draw.objects.get(pk=theirs.draw))}
    assert {r.target.code for r in rows} == held and len(rows) == 3
    (other,) = rows[0].others
    assert (other.organ, other.number, other.own) == ("市生态环境局", "三环抽〔2026〕1号", False)
    ids = [r.target.id for r in rows]
    with refused(ground, FormIncomplete) as found:
        opened(d)
    assert set(found.value.errors) == set(ids)
    with refused(ground, FormIncomplete) as found:
        opened(d, {ids[0]: Choice("skip"), ids[1]: Choice("visit", " "), ids[2]: Choice("merge", visit="0" * 32)})
    assert set(found.value.errors) == set(ids)
    made = opened(
        d,
        {
            ids[0]: Choice("skip", "对方同月检查，风险等级低。"),
            ids[1]: Choice("visit", "检查的事项不同。"),
            ids[2]: Choice("merge", "同日到场。", rows[2].others[0].visit),
        },
    )
    assert len(made) == 7
    (left,) = DrawTarget.objects.filter(draw=draw)
    assert (left.target, left.choice, left.reason) == (ids[0], "skipped", "对方同月检查，风险等级低。")
    by = {c.details["draw_target"]: c for c in made}
    assert by[ids[1]].details["repeat_reason"] == "检查的事项不同。"
    (offer,) = planning.offers_to(d.world.actor("sthj", "H", d.on))
    assert (offer.guest_id, offer.host_id) == (by[ids[2]].pk, rows[2].others[0].visit)
    assert opened(d) == []


def test_own_draws_of_one_year_are_merged_into_the_visit_that_stands(ground: Ground) -> None:
    d = listed(ground)
    first = done(d, 8, key="one")
    opened(d, skipping(first))
    second = done(d, 1, key="two")
    (row,) = drawn.drawn_of(second)
    own = next(o for o in row.others if o.own)
    before = len(drawn.visits_of(first))
    assert opened(d, {row.target.id: Choice("merge", "", own.visit)}) == []
    (settled,) = DrawTarget.objects.filter(draw=second)
    assert (settled.choice, settled.case_id) == ("merged", own.visit)
    assert len(drawn.visits_of(first)) == before


# --- an officer stands back ------------------------------------------------------------------------------------------


def redrawn(d: Drawing, target: str, officer: str, reason: str = "kin") -> dict[str, Any]:
    return {
        "actor": d.actor("U"), "draw_id": d.draw, "target": target, "officer": officer, "reason": reason, "now": d.at,
    }  # fmt: skip


def test_an_officer_who_stands_back_is_replaced_from_the_same_seed(ground: Ground) -> None:
    d = listed(ground)
    draw = done(d)
    first, second, *_ = drawn.drawn_of(draw)
    out = first.officers[1]
    for wrong in ({"officer": "none"}, {"target": "t99999"}, {"reason": "holiday"}):
        with refused(ground, FormIncomplete):
            drawing.redraw(**redrawn(d, first.target.id, out) | wrong)
    drawing.redraw(**redrawn(d, first.target.id, out))
    after = stored(d)
    now, same = drawn.drawn_of(after)[:2]
    assert first.officers[0] in now.officers and out not in now.officers and len(now.officers) == 2
    assert same.officers == second.officers and json.loads(after.result)["seed"] == json.loads(draw.result)["seed"]
    (entry,) = told("draw.redrawn", after)
    assert entry["data"]["result"] == drawing.digest(after.result)
    assert drawing.problems(after) == []
    opened(d, skipping(after))
    with refused(ground, FormIncomplete, "已经启动"):
        drawing.redraw(**redrawn(d, second.target.id, second.officers[0]))


# --- in public -------------------------------------------------------------------------------------------------------


def page(address: str) -> bytes:
    found = pages.store().page(address)
    assert found is not None, address
    return gzip.decompress(found.gz)


def verified(draw: Draw, folder: Path) -> subprocess.CompletedProcess[str]:
    """A stranger's check of the downloads, with nothing but Python."""
    folder.mkdir(exist_ok=True)
    files = []
    for name in ("result", "targets", "officers"):
        files.append(folder / f"{name}.json")
        files[-1].write_bytes(page(f"/draws/{draw.pk}/{name}.json"))
    files.append(folder / "trust.json")
    files[-1].write_bytes(page("/trust.json"))
    command = [sys.executable, "-I", str(SCRIPT), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.clause("D3.4")
@pytest.mark.law("优化营商环境条例54")
def test_a_stranger_draws_it_again_and_no_person_is_named(ground: Ground, tmp_path: Path) -> None:
    d = listed(ground)
    shops = [
        {"id": f"p{n}", "kind": "person", "risk": "B", "name": SECRET, "id_number": PERSON, "address": "示例巷9号",
         "phone": "13903980009", "representative": SECRET}
        for n in range(3)
    ]  # fmt: skip
    catalog.register_targets(by=FOUNDER, item=d.item, rows=shops, valid_from=d.on, now=d.at)
    draw = done(d, 2)
    pages.rebuild(d.at)
    found = verified(draw, tmp_path / "first")
    assert found.returncode == 0, found.stdout + found.stderr
    row = drawn.drawn_of(draw)[0]
    draws.redraw(**redrawn(d, row.target.id, row.officers[0]))
    found = verified(draw, tmp_path / "second")
    assert found.returncode == 0, found.stdout + found.stderr
    (made, *_) = opened(d)
    assert made.parties.get().name == SECRET  # inside, the visit knows whom it visits
    shown = [f"/draws/{draw.pk}{end}" for end in ("", "/result.json", "/targets.json", "/officers.json")]
    for address in (*shown, "/draws"):
        body = page(address).decode()
        assert SECRET not in body and PERSON not in body and "示例巷" not in body and "1390398" not in body, address
    public = b"".join(bytes(e.body) for e in GongshiEntry.objects.all()).decode()
    private = b"".join(bytes(e.body) for e in AnjuanEntry.objects.filter(obj=draw.pk)).decode()
    assert SECRET not in public + private and PERSON not in public + private
    text = page(shown[0]).decode()
    assert "自然人" in text and "p" in row.target.id and "verify_draw.py" in text and draw.number in text
    assert all(number in text for number in drawn.drawn_of(stored(d))[0].officers)


def test_a_forged_download_fails_the_strangers_check(ground: Ground, tmp_path: Path) -> None:
    d = listed(ground)
    draw = done(d, 2)
    pages.rebuild(d.at)
    assert verified(draw, tmp_path / "x").returncode == 0
    other = done(d, 2, key="another")
    (tmp_path / "x" / "targets.json").write_bytes(page(f"/draws/{other.pk}/targets.json"))
    (tmp_path / "x" / "result.json").write_bytes(
        page(f"/draws/{draw.pk}/result.json").replace(b'"number":2', b'"number":1')
    )
    names = ("result", "targets", "officers", "trust")
    command = [sys.executable, "-I", str(SCRIPT), *(str(tmp_path / "x" / f"{n}.json") for n in names)]
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode != 0


def test_what_a_kill_left_unshown_is_shown_later(ground: Ground) -> None:
    d = listed(ground)
    draws.catch_up(d.at)
    draw = commit(d)  # killed before the log was sealed and the pages put
    assert pages.store().page(f"/draws/{draw.pk}") is None
    assert draws.catch_up(d.at) == 1
    assert draw.number in page(f"/draws/{draw.pk}").decode() and stored(d).state == "anchored"
    drawing.run_draw(actor=d.actor("U"), draw_id=draw.pk, now=d.at)  # killed before the result was shown
    assert pages.store().page(f"/draws/{draw.pk}/result.json") is None
    assert draws.catch_up(d.at) == 1
    assert json.loads(page(f"/draws/{draw.pk}/result.json"))["number"] == 3
    assert draws.catch_up(d.at) == 0


def test_a_published_result_stands_on_the_page_of_its_draw(ground: Ground) -> None:
    d = listed(ground)
    draw = done(d, 1)
    d.at += timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:  # the pool may hold a firm of the other draw
        patch.setattr(drawn, "others_of", lambda *a, **k: {})
        d.open_visits()
    (visit,) = d.visits
    details = {**case(visit).details, "repeat_reason": "检查的事项不同。", "planned_from": d.on}
    details["planned_to"] = d.on + timedelta(days=20)
    procedure.edit_case(actor=visit.lead, case_id=visit.case, values={"details": details}, now=visit.at)
    for act, days in (
        ("approve", 0), ("notify", 0), ("enter", 1), ("record_findings", 0), ("draft_result", 0), ("give_result", 1),
        ("seal", 0), ("serve_decision", 0), ("prepare", 0), ("publish", 1),
    ):  # fmt: skip
        visit.wait(days, minutes=55)
        getattr(visit, act)()
    assert "尚未公示" in page(f"/draws/{draw.pk}").decode()
    assert draws.catch_up(visit.at + timedelta(minutes=1)) == 1
    body = page(f"/draws/{draw.pk}").decode()
    assert f"/decisions/{visit.named['page']}" in body and visit.decision.number in body
