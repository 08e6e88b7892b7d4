"""What people are told each morning, by the ladder; their inbox; their private calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from mingjing.cases.models import Case
from mingjing.clocks.models import Obligation
from mingjing.config.clock import now as real_now
from mingjing.config.demo.founding import World
from mingjing.law.alerting import RULE_OF, RULES, told
from mingjing.law.limit_table import LIMITS
from mingjing.ledger.actions import By, act
from mingjing.ledger.models import AnjuanEntry
from mingjing.organs.permissions import actor_for
from mingjing.supervision import calendars, digests
from mingjing.supervision.digests import Due
from mingjing.supervision.models import CalendarLink, Digest, Told
from tests.desk import staged
from tests.desk.staged import acted, entered

NOW = real_now()
ON = NOW.date()


@pytest.fixture
def world(db: None, home: Any, settings: Any) -> World:
    return staged.found(settings, "sthj", "cg", "sj")


def clock(world: World, days_over: int, *, rule: str = "publish.penalty", owner: str = "PB", n: int = 0) -> Obligation:
    due = ON - timedelta(days=days_over)
    return Obligation.objects.create(
        rule_id=rule, subject_kind="case", subject_id=f"c{n}", org=world.organs["sthj"].pk, owner_role=owner,
        label="示例公示", started_on=due - timedelta(days=9), nominal=due, rolled=due,
    )  # fmt: skip


def who(world: World, organ: str, role: str) -> Any:
    return world.actor(organ, role, ON)


def lines(world: World, organ: str, role: str, tab: str = "open") -> list[str]:
    return [t.rule for t in digests.inbox(who(world, organ, role), tab)]


@pytest.mark.pure
def test_who_is_told_as_days_pass() -> None:
    steps = [told("PB", days, ON) for days in (-2, 0, 1, 2, 3, 4, 5, 30)]
    assert steps[0] == steps[1] == {"PB"}
    assert steps[2] == steps[3] == {"PB", "U"} and steps[4] == steps[5] == {"PB", "U", "B"}
    assert steps[6] == steps[7] == {"PB", "U", "B", "J"}
    assert told("PB", 30, date(2018, 1, 1)) == {"PB"}, "the ladder is dated"


@pytest.mark.pure
def test_every_clock_of_an_alert_is_a_limit_of_the_table() -> None:
    assert set(RULE_OF) <= {x.rule_id for x in LIMITS}
    assert len({r.code for r in RULES}) == len(RULES)


@pytest.mark.clause("G4.1")
@pytest.mark.parametrize(
    ("days", "roles"), [(-1, {"PB"}), (1, {"PB", "U"}), (3, {"PB", "U", "B"}), (6, {"PB", "U", "B", "J"})]
)
def test_the_ladder_reaches_the_right_desks(world: World, days: int, roles: set[str]) -> None:
    clock(world, days)
    digests.morning(now=NOW)
    reached = {
        r for o, r in (("sthj", "PB"), ("sthj", "U"), ("sthj", "B"), ("sj", "J")) if "publish" in lines(world, o, r)
    }
    assert reached == roles
    assert lines(world, "cg", "PB") == [] and lines(world, "cg", "B") == []


def test_a_handler_is_told_of_his_own_cases_only(world: World) -> None:
    line = acted(world, "sthj", 1, stop="conclude")
    Obligation.objects.filter(subject_id=line.case, met_on=None, rule_id="case.decide").update(
        rolled=ON - timedelta(days=1), nominal=ON - timedelta(days=1)
    )
    digests.morning(now=NOW)
    mine = set(Case.objects.get(pk=line.case).handlers.values_list("person_id", flat=True))
    told_of = set(Told.objects.filter(rule="decide").values_list("person_id", flat=True))
    officers = {p.pk for p in world.people["sthj", "H"]}
    assert mine <= told_of and not (officers - mine) & told_of


def test_one_digest_a_morning_and_nothing_twice(world: World) -> None:
    clock(world, 1)
    assert digests.morning(now=NOW) >= 2
    before = (Told.objects.count(), Digest.objects.count(), AnjuanEntry.objects.count())
    assert digests.morning(now=NOW + timedelta(hours=3)) == 0
    assert (Told.objects.count(), Digest.objects.count(), AnjuanEntry.objects.count()) == before
    pb = who(world, "sthj", "PB")
    assert digests.last_digest(pb).red == 1
    digests.read(actor=pb, now=NOW)
    assert digests.morning(now=NOW + timedelta(days=1)) >= 2
    assert digests.unread(pb) == 0, "as grave as yesterday: not told again"
    assert Told.objects.filter(person=pb.person_id).count() == 1


def test_a_run_that_was_killed_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(world, 6)
    whole, written = digests._tell, []

    def dies(*args: Any) -> int:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(args[0])
        return whole(*args)

    monkeypatch.setattr(digests, "_tell", dies)
    with pytest.raises(KeyboardInterrupt):
        digests.morning(now=NOW)
    assert Digest.objects.count() == 2
    monkeypatch.undo()
    digests.morning(now=NOW)
    people = list(Digest.objects.values_list("person_id", flat=True))
    assert len(people) == len(set(people)) > 2


def test_what_was_done_leaves_the_inbox_and_what_grew_worse_rings_again(world: World) -> None:
    item, pb = clock(world, -1), who(world, "sthj", "PB")
    digests.morning(now=NOW)
    digests.read(actor=pb, now=NOW)
    assert digests.inbox(pb, "open").get().level == "yellow" and digests.unread(pb) == 0
    digests.morning(now=NOW + timedelta(days=3))
    assert digests.inbox(pb, "open").get().level == "red" and digests.unread(pb) == 1
    Obligation.objects.filter(pk=item.pk).update(met_on=ON)
    digests.morning(now=NOW + timedelta(days=4))
    assert digests.unread(pb) == 0 and lines(world, "sthj", "PB") == []
    assert lines(world, "sthj", "PB", "done") == ["publish"] and digests.last_digest(pb).done == 1


def test_only_ones_own_can_be_marked_as_read(world: World) -> None:
    clock(world, 1)
    digests.morning(now=NOW)
    row = digests.inbox(who(world, "sthj", "PB"), "new").get()
    for typed in (str(row.pk), "x", "9" * 30):
        assert digests.read(actor=who(world, "cg", "PB"), told_id=typed, now=NOW) == 0
    assert digests.read(actor=who(world, "sthj", "PB"), told_id=str(row.pk), now=NOW) == 1


def test_the_bell_and_the_inbox_on_the_screen(world: World) -> None:
    clock(world, 1)
    digests.morning(now=NOW)
    client = entered("sthj.pb")
    page = client.get("/office/inbox").content.decode()
    assert "提醒，1 项未读" in page and "公示超期" in page
    row = digests.inbox(who(world, "sthj", "PB"), "new").get()
    assert client.post("/office/inbox/read", {"told": row.pk}).status_code == 302
    assert "项未读" not in client.get("/office/inbox").content.decode()
    assert client.get("/office/inbox/read").status_code == 405


# --- the calendar -------------------------------------------------------------------------------------------------


def unfolded(body: bytes) -> list[str]:
    """Content lines after RFC 5545 §3.1, checked on the way: CRLF, at most 75 octets, nothing cut inside a letter."""
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    pieces = body.split(b"\r\n")[:-1]
    assert all(len(piece) <= 75 for piece in pieces)
    for piece in pieces:
        piece.decode()
    return b"\r\n".join(pieces).replace(b"\r\n ", b"").decode().split("\r\n")


def events(body: bytes) -> list[dict[str, str]]:
    lines, found = unfolded(body), []
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"END", "BEGIN"}:
            found[-1][name.partition(";")[0]] = re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n"))
    return found


@pytest.mark.pure
def test_a_calendar_reads_back_as_it_was_written() -> None:
    label = "作出处罚决定，备注；含逗号,分号;反斜杠\\和很长的一段话" * 3
    duties = [Due("1", label, "三环立〔2026〕1号", date(2026, 12, 31)), Due("2", "公示\n第二行", "", date(2028, 2, 29))]
    read = events(calendars.written(duties, datetime(2026, 11, 23, 9, 30, tzinfo=NOW.tzinfo)))
    assert [(e["SUMMARY"], e["DTSTART"], e["DTEND"]) for e in read] == [
        (f"{label}（三环立〔2026〕1号）", "20261231", "20270101"), ("公示\n第二行", "20280229", "20280301"),
    ]  # fmt: skip
    assert len({e["UID"] for e in read}) == 2 and all(re.fullmatch(r"\d{8}T\d{6}Z", e["DTSTAMP"]) for e in read)
    assert events(calendars.written([], NOW)) == []


def test_the_link_gives_ones_duties_without_logging_in_and_says_nothing_of_the_case(world: World) -> None:
    line = acted(world, "sthj", 1, stop="conclude")
    case = Case.objects.get(pk=line.case)
    handler = case.handlers.first().person
    actor = actor_for(handler, ON)
    secret = calendars.make(actor=actor, now=NOW)
    assert len(secret) >= 43
    answer = Client().get(f"/office/calendar/{secret}.ics")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert "sessionid" not in answer.cookies and answer["Cache-Control"] == "no-store"
    read = events(answer.content)
    assert any(case.number in e["SUMMARY"] for e in read)
    text = answer.content.decode()
    for secretive in (case.cause, case.parties.first().name, handler.name, case.organ.name):
        assert secretive not in text


def test_a_link_is_kept_as_a_digest_ends_at_once_and_with_the_person(world: World) -> None:
    actor, client = who(world, "sthj", "H"), Client()
    first = calendars.make(actor=actor, now=NOW)
    assert first not in str(CalendarLink.objects.values())
    second = calendars.make(actor=actor, now=NOW)
    assert client.get(f"/office/calendar/{first}.ics").status_code == 404, "a new one ends the old"
    assert client.get(f"/office/calendar/{second}.ics").status_code == 200
    assert CalendarLink.objects.filter(person=actor.person_id, revoked_at=None).count() == 1
    assert calendars.end(actor=actor, now=NOW) and not calendars.end(actor=actor, now=NOW)
    assert client.get(f"/office/calendar/{second}.ics").status_code == 404
    for wrong in ("x", "%00", "é" * 20, second[:-1]):
        assert client.get(f"/office/calendar/{wrong}.ics").status_code == 404
    types = list(AnjuanEntry.objects.filter(obj=actor.person_id).values_list("type", flat=True))
    assert types.count("calendar.linked") == 2 and types.count("calendar.ended") == 1


def test_a_calendar_of_someone_who_left_answers_nothing_and_one_of_a_colleague_says_nothing_of_the_case(
    world: World,
) -> None:
    case = Case.objects.get(pk=acted(world, "sthj", 1, stop="conclude").case)
    handlers = set(case.handlers.values_list("person_id", flat=True))
    other = next(p for p in world.people["sthj", "H"] if p.pk not in handlers)
    handler = case.handlers.first().person
    assert any(d.number == case.number for d in digests.duties(actor_for(handler, ON)))
    assert not any(d.number == case.number for d in digests.duties(actor_for(other, ON)))
    secret = calendars.make(actor=actor_for(handler, ON), now=NOW)
    assert Client().get(f"/office/calendar/{secret}.ics").status_code == 200
    with act(type="person.left", by=By("registrar", "J", ""), obj=handler.pk, now=NOW) as opened:
        handler.left_on = ON
        opened.save(handler)
    assert Client().get(f"/office/calendar/{secret}.ics").status_code == 404


def test_the_address_is_shown_once(world: World) -> None:
    client = entered("sthj.h1")
    page = client.post("/office/calendar", {"do": "make"}).content.decode()
    link = re.search(r"https?://testserver(/office/calendar/[\w-]{43}\.ics)", page)
    assert link and Client().get(link[1]).status_code == 200
    again = client.get("/office/calendar").content.decode()
    assert link[1] not in again and "正在使用" in again
    client.post("/office/calendar", {"do": "end"})
    assert Client().get(link[1]).status_code == 404
