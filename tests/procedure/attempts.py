"""Every kind of illegal decision, review and rewriting, as raw SQL, with the control that refuses each.

``make`` brings a case to the circumstance by its people's real acts where there is one, and returns the statements.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mingjing.cases.models import Case
from mingjing.config.demo.acting import Line
from mingjing.law.kinds import Step
from mingjing.law.staffing import Deed
from mingjing.ledger.actions import By
from mingjing.organs import actions as organs
from mingjing.organs import certificates
from mingjing.organs.models import Certificate, Person
from mingjing.procedure import actions as procedure
from mingjing.procedure import papers
from tests.ledger.stage import SQLITE
from tests.procedure.ground import NEXT, SQL, Ground, entry, literal

ID = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Guard:
    """One trigger, or one constraint, on a table, and what it says when it refuses."""

    name: str
    says: str = ""
    table: str = "decision"
    only_named: bool = False  # SQLite cannot lose a UNIQUE without losing its table: there its name is all we ask

    @property
    def pattern(self) -> str:
        return self.says or (r"FOREIGN KEY|" if SQLITE and self.name.endswith(("_gate", "_fkey")) else "") + self.name


@dataclass(frozen=True)
class Attempt:
    name: str
    make: Callable[[Ground], list[str]]
    guards: tuple[Guard, ...]
    engines: tuple[str, ...] = ("sqlite", "postgres")

    def __str__(self) -> str:
        return self.name


def changed(case: str = "plain", **changes: Any) -> Callable[[Ground], list[str]]:
    """The decision that would be right, with some columns otherwise; a callable is asked for its value."""

    def make(g: Ground) -> list[str]:
        return g.decision(case, **{k: v(g) if callable(v) else v for k, v in changes.items()})

    return make


def spot(name: str, **changes: Any) -> Callable[[Ground], list[str]]:
    """The decision on the spot, by the one paper its case has before the act that decides."""

    def make(g: Ground) -> list[str]:
        paper = papers.finals(Case.objects.get(pk=g.line(name).case)).get()
        own = {"version_id": paper.pk, "text_root": paper.text_root, "number": "示例当罚〔2026〕9号"}
        return changed(name, **own, **changes)(g)

    return make


def other(table: str, case: str, column: str = "id") -> Callable[[Ground], Any]:
    """A value from the rows of another case."""
    return lambda g: g.one(table, case_id=g.line(case).case)[column]


def person(role: str, n: int = 0, organ: str = "sthj") -> Callable[[Ground], str]:
    return lambda g: g.line().world.one(organ, role, n).pk


# --- what the people did before --------------------------------------------------------------------------------------


def reviewer_takes_over(g: Ground) -> list[str]:
    line = g.line()
    reviewer = line.world.one("sthj", "L")
    certificate_for(line, reviewer, "1612003999")
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[reviewer.pk])
    return g.decision()


def signer_handled_it_once(g: Ground) -> list[str]:
    line = g.line()
    head = line.world.one("sthj", "B", 1)
    certificate_for(line, head, "1612003998")
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[head.pk])
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[line.ids("H")[1]])
    return g.decision(signer=head.pk)


def one_handler_left(g: Ground) -> list[str]:
    line = g.line()
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[line.ids("H")[0]])
    return g.decision(decided_on=line.on + timedelta(days=1))


def one_officer_in_the_street(g: Ground) -> list[str]:
    line = g.line("spot")
    line.step(Step.ASSIGN_HANDLERS, line.actor("U"), lead=line.ids("H")[0], others=[line.ids("H")[0]])
    return spot("spot", decided_on=line.on + timedelta(days=1))(g)


def handler_stands_aside(g: Ground) -> list[str]:
    line = g.line()
    line.step(
        Step.REQUEST_RECUSAL, line.lead, person=line.ids("H")[1], asked_by="party", reason="与当事人有近亲属关系。"
    )
    line.step(Step.DECIDE_RECUSAL, line.actor("B"), granted="yes", reason="经查属实，应当回避。")
    return g.decision(decided_on=line.on)


def certificate_suspended(g: Ground) -> list[str]:
    line = g.line()
    held = Certificate.objects.get(person_id=line.ids("H")[1])
    why = {"reason": "示例：正在接受调查"}
    certificates.changed(founder(line), held, Deed.SUSPEND, why, line.at)
    return g.decision()


def certificate_expired(g: Ground) -> list[str]:
    last = g.one("organs_certificate", person_id=person("H")(g))["valid_to"]
    return g.decision(decided_on=last + timedelta(days=1))


def later_round(g: Ground) -> list[str]:
    line = g.line()
    line.draft(discretion_reason="裁量理由另作说明。")
    line.submit()
    line.agree()
    return g.decision()


def sent_again(g: Ground) -> list[str]:
    line = g.line()
    line.draft(discretion_reason="裁量理由另作说明。")
    line.submit()
    return g.decision()


def told_again(g: Ground) -> list[str]:
    g.line().notify()
    return g.decision()


def found_complex(g: Ground) -> list[str]:
    line = g.line()
    procedure.edit_case(actor=line.lead, case_id=line.case, values={"complex_case": True}, now=line.at)
    return g.decision()


def two_discussed(g: Ground) -> list[str]:
    line = g.line("major")
    discuss(line, "major", line.ids("B")[:2])
    found = g.one("discussion", case_id=line.case)
    assert found["quorum"] == 0
    return g.decision("major", discussion_id=found["id"])


def the_day_before(g: Ground) -> list[str]:
    given = g.line().at.date()
    return g.decision(decided_on=given - timedelta(days=1))


def confirmed(g: Ground) -> dict[str, Any]:
    """The trader's case, its review made final after the notice: what its decision rests on."""
    line = g.line("trader")
    line.draft()
    line.confirm()
    used = g.one("review", case_id=line.case)
    version = g.one("documents_documentversion", text_root=used["text_root"])
    return {"review_id": used["id"], "text_root": used["text_root"], "version_id": version["id"]}


def discuss(line: Line, kind: str, members: list[str]) -> None:
    line.step(
        Step.DISCUSS, line.actor("B"), kind=kind, members=members, reviewer_heard="yes",
        conclusion="同意。", place="机关会议室", recorder="示例书记员",
    )  # fmt: skip


def certificate_for(line: Line, person: Person, number: str) -> None:
    """An enforcement certificate of the environment, valid from today."""
    if not Certificate.objects.filter(number=number).exists():
        organs.issue_certificate(
            by=founder(line), person=person, now=line.at, number=number, fields=["生态环境"],
            region=line.world.organs["sthj"].region, issued_on=line.on, valid_to=line.on + timedelta(days=900),
        )  # fmt: skip


def founder(line: Line) -> By:
    return By("founder", "C", line.world.organs["sthj"].pk)


# --- rows that are not decisions -------------------------------------------------------------------------------------


def annulment(g: Ground) -> list[str]:
    """The decided case's decision annulled, its row written as the act would."""
    decision = g.one("decision", case_id=g.line("decided").case)
    row = {"id": ID, "row_salt": b"0" * 32, "decision_id": decision["id"], "ground": "复议撤销", "by": "示例复议机关"}
    return g.written("decision_annulment", {**row, "annulled_on": decision["decided_on"]}, case=decision["case_id"])


def annulled_elsewhere(g: Ground) -> list[str]:
    insert, _ = annulment(g)
    return [insert, entry("decision.annulled", g.line("plain").case, "elsewhere")]


def opinion(g: Ground, **changes: Any) -> list[str]:
    """The next round of the returned case, as an opinion on the same text."""
    last = g.one("review", case_id=g.line("returned").case)
    return g.written("review", {**last, "id": ID, "ledger_seq": SQL(NEXT), "round": last["round"] + 1, **changes})


def settled(**changes: Any) -> Callable[[Ground], list[str]]:
    return lambda g: opinion(g, **{"outcome": "settled", **{k: v(g) if callable(v) else v for k, v in changes.items()}})


def settled_by_major(g: Ground) -> list[str]:
    line = g.line("returned")
    discuss(line, "major", line.ids("B")[:3])
    return opinion(g, outcome="settled", minutes_id=g.one("discussion", case_id=line.case)["id"])


def returned_as_passed(g: Ground) -> list[str]:
    insert, _ = opinion(g, outcome="object")
    return [insert, entry("review.passed", g.line("returned").case, "misnamed")]


def under(kind: str = "", case: str = "") -> Callable[[Ground], list[str]]:
    """The right decision under an entry of another type, or of another case."""
    return lambda g: g.decision(entry={"type": kind, "case": g.line(case).case if case else ""})


def standing(g: Ground) -> list[str]:
    return g.decision(ledger_seq=0)[:1]


def twice(**changes: Any) -> Callable[[Ground], list[str]]:
    """A second decision in the decided case, with its own number."""
    return lambda g: g.decision("decided", **{"id": ID, "number": "示例罚决〔2026〕99号", **changes})


def rewritten(table: str, case: str, verb: str) -> Callable[[Ground], list[str]]:
    """UPDATE, DELETE or TRUNCATE of one row that nothing refers to, under an entry of its own case."""

    def make(g: Ground) -> list[str]:
        if table == "notice":
            g.line(case).notify()  # a second one, which nothing refers to yet
        where = {"case_id": g.line(case).case}
        if table == "decision_annulment":
            assert g.as_app(annulment(g)) == ""
            where = {"id": ID}
        row = g.one(table, **where)
        change = f"UPDATE {table} SET row_salt = {literal(b'1' * 32)}, ledger_seq = {NEXT} WHERE id = '{row['id']}'"
        kinds = {"decision": "issued", "decision_annulment": "annulled"}
        kind = "review.passed" if table == "review" else f"decision.{kinds[table]}" if table in kinds else "case.noted"
        statements = {
            "UPDATE": [change, entry(kind, g.line(case).case, "update")],
            "DELETE": [f"DELETE FROM {table} WHERE id = '{row['id']}'"],
            "TRUNCATE": [f"TRUNCATE {table}"],
        }
        return statements[verb]

    return make


def replaced(g: Ground) -> list[str]:
    """A second decision over the first one's number, as REPLACE or as an upsert."""
    number = g.one("decision", case_id=g.line("decided").case)["number"]
    insert, made = g.decision("decided", id=ID, number=number, ord=1)
    return ["REPLACE" + insert.removeprefix("INSERT"), made]


def upserted(g: Ground) -> list[str]:
    number = g.one("decision", case_id=g.line("decided").case)["number"]
    insert, made = g.decision("decided", id=ID, number=number, ord=1)
    return [insert + f" ON CONFLICT (number) DO UPDATE SET fine = 0, ledger_seq = {NEXT}", made]
