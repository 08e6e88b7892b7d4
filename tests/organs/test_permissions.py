"""The matrix is the law of who may do what: every cell, in every situation, is answered as it is written."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingjing.law.kinds import Power, Role, Stage
from mingjing.organs import permissions
from mingjing.organs.permissions import Actor, GrantView, NotAllowed, Scope, may, require

pytestmark = pytest.mark.pure
MATRIX = Path(permissions.__file__).with_name("matrix.csv")
ROWS = list(csv.DictReader(MATRIX.open(encoding="utf-8", newline="")))
CELLS = [(row["power"], role, row[role]) for row in ROWS for role in row if role not in {"power", "basis"}]

ME, ORGAN, REGION = "me", "organ", "411202"
OWN = Scope(ORGAN, REGION, "unit", state=Stage.INVESTIGATING)
MINE, SENT = frozenset({ME, "other"}), frozenset({ME})
SITUATIONS = {
    "a colleague's": OWN,
    "mine": replace(OWN, handler_ids=MINE),
    "sent to me": replace(OWN, reviewer_ids=SENT),
    "sent to me, and mine": replace(OWN, handler_ids=MINE, reviewer_ids=SENT),
    "decided": replace(OWN, state=Stage.DECIDED),
    "closed": replace(OWN, state=Stage.CLOSED),
    "next door": replace(OWN, organ_id="neighbour"),
    "next door, mine, sent to me": replace(OWN, organ_id="neighbour", handler_ids=MINE, reviewer_ids=SENT),
    "next door, closed": replace(OWN, organ_id="neighbour", state=Stage.CLOSED),
    "another county's": replace(OWN, organ_id="far", region_code="411282", handler_ids=MINE, state=Stage.CLOSED),
    "nobody's": Scope("", ""),
}
IN_ORGAN = {"a colleague's", "mine", "sent to me", "sent to me, and mine", "decided", "closed"}
MEANS = {
    "✓": IN_ORGAN,
    "o": {"mine", "sent to me, and mine"},
    "organ": IN_ORGAN - {"mine", "sent to me, and mine"},
    "assigned": {"sent to me"},
    "issued": {"decided", "closed"},
    "closed": {"closed"},
    "region": IN_ORGAN | {"next door", "next door, mine, sent to me", "next door, closed"},
    "–": set(),
    "a": set(),
    "m": set(),
}


def actor(*roles: str, organ: str = ORGAN, region: str = REGION, unit: str = "") -> Actor:
    return Actor(ME, "示例人员", organ, region, tuple(GrantView(r, organ, region, unit) for r in roles))


def allowed(power: str, who: Actor) -> set[str]:
    return {name for name, scope in SITUATIONS.items() if may(who, power, scope).ok}


def test_the_matrix_is_whole() -> None:
    assert list(ROWS[0]) == ["power", *Role, "basis"]
    assert len({row["power"] for row in ROWS}) == len(ROWS) >= len(Power)
    assert {p.value for p in Power} <= {row["power"] for row in ROWS}
    assert {cell for _, _, cell in CELLS} <= set(MEANS)
    assert all(row["basis"] for row in ROWS)


@pytest.mark.parametrize(("power", "role", "cell"), CELLS)
def test_every_cell_is_answered_as_it_is_written(power: str, role: str, cell: str) -> None:
    assert allowed(power, actor(role)) == MEANS[cell]


@pytest.mark.parametrize("power", [row["power"] for row in ROWS])
def test_whoever_may_is_named_and_whoever_may_not_is_told_whose_it_is(power: str) -> None:
    cells = {role: cell for p, role, cell in CELLS if p == power}
    doers = [Role(r).label for r, cell in cells.items() if cell not in {"–", "m"}]
    for name, scope in SITUATIONS.items():
        for role, cell in cells.items():
            verdict = may(actor(role), power, scope)
            if name in MEANS[cell]:
                assert (verdict.role, verdict.reason) == (role, "")
                assert (verdict.by.person_id, verdict.by.role, verdict.by.org) == (ME, role, scope.organ_id)
                assert require(actor(role), power, scope) == verdict.by
            else:
                assert verdict.reason == f"这件事由{'、'.join(doers)}办理"
                with pytest.raises(NotAllowed, match=verdict.reason):
                    require(actor(role), power, scope)


def test_what_the_matrix_does_not_name_is_denied_to_everyone() -> None:
    everyone = actor(*Role)
    for power in ("", "case", "case.delete", "CASE.READ", "basis", "power"):
        assert allowed(power, everyone) == set()
        assert may(everyone, power, OWN).reason == "没有岗位可以办理这件事"
    for row in ROWS:
        assert allowed(row["power"], actor()) == allowed(row["power"], actor("X", "power", "basis", "")) == set()


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """``written(power, role, cell)`` puts a copy of the matrix in force that differs in one cell."""
    copy = tmp_path / "matrix.csv"

    def change(power: str, role: str, cell: str) -> None:
        with copy.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, list(ROWS[0]))
            out.writeheader()
            out.writerows({**row, role: cell} if row["power"] == power else row for row in ROWS)
        monkeypatch.setattr(permissions, "MATRIX", copy)
        permissions.matrix.cache_clear()

    yield change
    permissions.matrix.cache_clear()


def test_changing_any_cell_changes_the_answer_and_no_other(written: Any) -> None:
    before = {(p, r): allowed(p, actor(r)) for p, r, _ in CELLS}
    for power, role, cell in CELLS:
        other = "–" if MEANS[cell] else "✓"
        written(power, role, other)
        assert allowed(power, actor(role)) == MEANS[other] != before[power, role]
        same_row = [(p, r) for p, r, _ in CELLS if (p == power) != (r == role)]
        assert all(allowed(p, actor(r)) == before[p, r] for p, r in same_row[:: len(same_row) // 3])


@pytest.mark.parametrize("cell", MEANS)
def test_a_word_in_a_cell_means_the_same_in_every_row(written: Any, cell: str) -> None:
    for row in ROWS:
        written(row["power"], Role.HANDLER, cell)
        assert allowed(row["power"], actor(Role.HANDLER)) == MEANS[cell]


@pytest.mark.parametrize("stage", Stage)
def test_which_stages_count_as_issued_and_as_closed(written: Any, stage: Stage) -> None:
    ended = {"closed", "archived", "not_filed", "transferred", "terminated", "cancelled", "not_accepted", "withdrawn"}
    written("case.read", "R", "closed")
    assert may(actor("R"), "case.read", replace(OWN, state=stage)).ok is (stage in ended)
    written("case.read", "R", "issued")
    issued = ended | {"decided", "served", "executed", "in_force", "released", "announced", "exec_suspended"}
    issued |= {"exec_ended", "in_use", "returned", "compensated", "granted", "certified"}
    assert may(actor("R"), "case.read", replace(OWN, state=stage)).ok is (stage in issued)


# A second copy by hand of the cells on which the law hangs: the file may not drift from them unseen.
@pytest.mark.parametrize(
    ("power", "roles"),
    [
        pytest.param("filing.approve", "B", marks=pytest.mark.law("行政处罚法54②")),
        pytest.param("preservation.approve", "B", marks=pytest.mark.law("行政处罚法56")),
        pytest.param("review.opinion", "L", marks=pytest.mark.law("行政处罚法58")),
        pytest.param("review.settle", "L", marks=pytest.mark.law("行政处罚法58")),
        pytest.param("discussion.chair", "B", marks=pytest.mark.law("行政处罚法57②")),
        pytest.param("decision.sign", "B", marks=pytest.mark.law("行政处罚法57①")),
        pytest.param("deferral.approve", "B", marks=pytest.mark.law("行政处罚法66②")),
        pytest.param("hearing.host", "L", marks=pytest.mark.law("行政处罚法64四")),
        ("case.edit", "H"),
        ("publication.prepare", "PB"),
        ("publication.check", "PC"),
        ("publication.withdraw", "PC"),
        ("user.create", "S"),
        ("role.grant", "C"),
        ("audit.read", "J D"),
        ("supervision.read", "J"),
    ],
)
def test_the_cells_the_law_hangs_on(power: str, roles: str) -> None:
    assert {r for r in Role if allowed(power, actor(r))} == set(roles.split())


def test_a_reviewer_and_a_hearing_host_never_act_in_a_case_they_handle() -> None:
    for power in ("review.opinion", "review.confirm", "review.settle", "hearing.host"):
        for scope in SITUATIONS.values():
            assert not may(actor(*Role), power, replace(scope, handler_ids=MINE, reviewer_ids=SENT)).ok


def test_administrators_and_outsiders_touch_no_case() -> None:
    own = {"S": {"user.create"}, "C": {"role.grant"}, "D": {"audit.read"}, "G": set(), "K": set()}
    for role, powers in own.items():
        assert {row["power"] for row in ROWS if allowed(row["power"], actor(role))} == powers | {"lists.read"} | (
            {"people.read", "training.read"} if role == "C" else set()
        )


def test_supervisors_read_the_whole_region_and_write_nothing_but_their_own_registers() -> None:
    held = {row["power"] for row in ROWS if allowed(row["power"], actor("J"))}
    reads = {
        "case.read",
        "publication.read",
        "lists.read",
        "supervision.read",
        "audit.read",
        "complaints.read",
        "people.read",
    }
    registers = {"lists.guide", "register.organs", "register.people"}
    complaints = {"complaints.register", "complaints.handle", "complaints.transfer", "feedback.release"}
    upkeep = {"change.record", "change.settle"}  # law changes for the region; templates and common pages are its own
    leads = {"analysis.read", "leads.read", "leads.settle"}  # what the rules ask about; the organ's answer is its own
    appraisal = {"appraisal.read", "appraisal.plan", "appraisal.score", "assessment.read", "assessment.make"}
    findings = {"finding.read", "finding.raise", "finding.handle", "finding.decide"}
    findings |= {"circular.read", "circular.write", "record.receive"}
    work = {"workplan.read", "workplan.issue", "training.read", "training.record", "sanctions.read"}
    work |= {"equipment.read", "equipment.standard", "guidance.read", "guidance.approve"}
    reports = {"report.read", "report.accept", "report.collect"}  # receipts and reminders; never a figure
    own = registers | complaints | upkeep | leads | appraisal | findings | work | reports
    assert held == reads | own
    assert allowed("complaints.handle", actor("J")) == IN_ORGAN, "answers what was sent to the bureau, nobody else's"


@pytest.mark.parametrize(
    ("over", "code", "seen"),
    [
        ("410000", "411202", True),
        ("411200", "411202", True),
        ("411200", "411282001", True),
        ("411200", "411200", True),
        ("411202", "411202", True),
        ("411202", "411202001", True),
        ("411202", "411282", False),
        ("411202", "411200", False),
        ("411202001", "411202001", True),
        ("411202001", "411202", False),
        ("411202001", "411202002", False),
        ("411200", "411302", False),
        ("410000", "420000", False),
        ("", "411202", False),
        ("411200", "", False),
    ],
)
def test_a_region_covers_what_lies_in_it(over: str, code: str, seen: bool) -> None:
    verdict = may(actor("J", organ="bureau", region=over), "case.read", Scope(ORGAN, code))
    assert verdict.ok is seen


def test_a_grant_over_one_unit_reaches_no_other() -> None:
    lead = actor("U", unit="unit")
    assert may(lead, "case.assign", OWN).ok
    assert not may(lead, "case.assign", replace(OWN, unit_id="another")).ok
    assert may(actor("U"), "case.assign", replace(OWN, unit_id="another")).ok


def test_of_several_grants_the_one_that_covers_is_the_one_recorded() -> None:
    both = actor("H", "U")
    assert may(both, "case.assign", OWN).role == "U"
    assert may(both, "case.edit", replace(OWN, handler_ids=MINE)).role == "H"
    elsewhere = Actor(
        ME, "示例人员", ORGAN, REGION, (GrantView("B", "neighbour", "", ""), GrantView("H", ORGAN, "", ""))
    )
    assert not may(elsewhere, "decision.sign", OWN).ok
    assert may(elsewhere, "decision.sign", SITUATIONS["next door"]).by.org == "neighbour"
    assert elsewhere.roles == {"B", "H"}


def test_every_power_asked_for_in_the_program_stands_in_the_matrix() -> None:
    asked = set()
    for path in MATRIX.parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
                "may",
                "require",
            }:
                asked |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant)}
    assert asked
    assert asked <= {row["power"] for row in ROWS}
