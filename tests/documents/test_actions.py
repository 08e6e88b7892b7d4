"""Versions are kept, cut once, numbered once and never changed after issue; the audit sees every tampering."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from mingjing.documents import actions, codes, queries
from mingjing.documents.content import blocks
from mingjing.documents.forms import FORMS, Doc
from mingjing.documents.models import Document, DocumentSalt, DocumentUnit, DocumentVersion, NumberSequence
from mingjing.ledger.actions import act
from mingjing.organs.permissions import Actor
from tests.documents import samples
from tests.documents.conftest import World

ACTOR = Actor("p", "周正", "o", "411202", ())
VALUES = samples.sample(FORMS[Doc.PENALTY_DECISION], **samples.PARTY_PERSON)
ISSUED = date(2026, 11, 16)


@dataclass(frozen=True)
class Blob:
    sha256: str
    size: int


@contextmanager
def acting(world: World, now: datetime, kind: str = "document.drafted") -> Any:
    with act(type=kind, by=world.by, obj="o", case=world.case.pk, now=now) as opened:
        yield opened


def draft(opened: Any, world: World, now: datetime, **changes: Any) -> DocumentVersion:
    document = changes.pop("document", None)
    return actions.record_draft(
        opened, case=world.case, doc=Doc.PENALTY_DECISION, values={**VALUES, **changes}, author=world.person, now=now,
        document=document,
    )  # fmt: skip


def final(world: World, now: datetime) -> DocumentVersion:
    with acting(world, now, "document.issued") as opened:
        version = draft(opened, world, now)
        actions.record_cut(opened, version=version, names=["欧阳鉴明"])
        return actions.record_final(opened, version=version, organ_prefix="示监", number_needed=True, issued_on=ISSUED)


def test_drafts_are_kept_as_versions_and_can_be_compared(world: World, now: datetime) -> None:
    with acting(world, now) as opened:
        first = draft(opened, world, now)
    with acting(world, now) as opened:
        second = draft(opened, world, now, fine=4_000_000, document=first.document)
    assert (first.no, second.no, Document.objects.count()) == (1, 2, 1)
    assert first.content_sha256 != second.content_sha256
    assert queries.latest(ACTOR, world.case.pk, Doc.PENALTY_DECISION) == second
    assert [c.field for c in queries.changes(ACTOR, first, second).fields] == ["fine"]
    assert list(queries.history(ACTOR, first.document)) == [second, first]


def test_a_draft_may_be_unfinished_but_not_wrong(world: World, now: datetime) -> None:
    form = Doc.PENALTY_DECISION
    given = {"case": world.case, "doc": form, "author": world.person, "now": now}
    with acting(world, now) as opened:
        started = actions.record_draft(opened, **given, values={"cause": "示例案由"}, complete=False)
        with pytest.raises(actions.NotValid, match="未填写"):
            actions.record_draft(opened, **given, values={"cause": "示例案由"})
        with pytest.raises(actions.NotValid, match="以分为单位"):
            actions.record_draft(opened, **given, values={"penalties": ["fine"], "fine": "五万"}, complete=False)
        with pytest.raises(actions.NotValid):
            actions.record_cut(opened, version=started, names=[])


@pytest.mark.clause("L0.1", "D3.3")
def test_a_version_is_cut_once_and_its_root_binds_values_salts_and_order(world: World, now: datetime) -> None:
    with acting(world, now) as opened:
        version = draft(opened, world, now)
        actions.record_cut(opened, version=version, names=["欧阳鉴明"])
        again = actions.record_cut(opened, version=version, names=["别人"])
    units = queries.units_of(ACTOR, version)
    assert again.text_root == version.text_root and len(units) > 100
    assert "".join(u.value for u in units) == "".join(b.text for b in blocks(version.form, VALUES))
    text, span = queries.roots_of(ACTOR, version, {})
    assert text == version.text_root != span
    relabelled = queries.roots_of(ACTOR, version, {units[9].path: "trade_secret"})
    assert relabelled[0] == text and relabelled[1] != span
    salts = queries.salts_of(ACTOR, version)
    for path, c in queries.committed_of(ACTOR, version):
        value = next(u.value for u in units if u.path == path)
        assert hashlib.sha256(salts[path] + value.encode()).hexdigest() == c
    assert queries.altered_units(ACTOR, version) == []


@pytest.mark.clause("R1.2")
def test_numbers_are_given_only_at_issue_in_sequence_per_word_and_year(world: World, now: datetime) -> None:
    first = final(world, now)
    assert first.number == "示监处罚〔2026〕1号" and first.state == "final" and first.issued_on == ISSUED
    assert final(world, now).number == "示监处罚〔2026〕2号"
    assert {s.prefix: s.last for s in NumberSequence.objects.all()} == {"示监处罚": 2}
    assert list(queries.issued(ACTOR, world.case.pk).values_list("number", flat=True)) == [
        "示监处罚〔2026〕1号",
        "示监处罚〔2026〕2号",
    ]


def test_only_an_issued_document_for_the_party_has_a_code_and_is_found_by_it(
    world: World, now: datetime, django_assert_num_queries: Any
) -> None:
    with acting(world, now) as opened:
        version = draft(opened, world, now)
        actions.record_cut(opened, version=version, names=[])
        assert version.code is None
        root = version.text_root
        actions.record_final(opened, version=version, organ_prefix="示监", number_needed=True, issued_on=ISSUED)
        inner = FORMS[Doc.FILING_APPROVAL]
        form = actions.record_draft(
            opened, case=world.case, doc=inner.doc, values=samples.sample(inner), author=world.person, now=now
        )
        actions.record_cut(opened, version=form, names=[])
        actions.record_final(opened, version=form, organ_prefix="示监", number_needed=False, issued_on=ISSUED)
    assert form.code is None and version.code and codes.problem(version.code) == ""
    assert version.text_root == root and not any(version.code in unit.value for unit in version.units.all())
    other = final(world, now)
    assert other.code != version.code
    with django_assert_num_queries(1):
        found = queries.public_by_code(version.code)
        assert found == version and found.document.case.organ == world.organ
    assert queries.public_by_code(codes.new()) is None
    with django_assert_num_queries(0):
        assert queries.public_by_code("") is None and queries.public_by_code(version.code[:-1] + "?") is None


def test_a_code_is_looked_up_in_the_index(world: World, now: datetime) -> None:
    found = DocumentVersion.objects.filter(code=codes.new())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "document_code_once" in found.explain() or "sqlite_autoindex" in found.explain()


def test_a_number_of_an_act_that_fails_is_given_again(world: World, now: datetime) -> None:
    class Stop(Exception):
        pass

    with pytest.raises(Stop), acting(world, now) as opened:
        version = draft(opened, world, now)
        actions.record_cut(opened, version=version, names=[])
        actions.record_final(opened, version=version, organ_prefix="示监", number_needed=True, issued_on=ISSUED)
        assert version.number.endswith("〕1号")
        raise Stop
    assert final(world, now).number.endswith("〕1号")


def test_only_the_last_cut_version_can_be_issued_and_only_once(world: World, now: datetime) -> None:
    issue = {"organ_prefix": "示监", "number_needed": True, "issued_on": ISSUED}
    with acting(world, now) as opened:
        first = draft(opened, world, now)
        with pytest.raises(actions.NotAllowedNow, match="尚未固定送审文本"):
            actions.record_final(opened, version=first, **issue)
        actions.record_cut(opened, version=first, names=[])
        second = draft(opened, world, now, document=first.document)
        with pytest.raises(actions.NotAllowedNow, match="更新的一稿"):
            actions.record_final(opened, version=first, **issue)
        actions.record_cut(opened, version=second, names=[])
        actions.record_final(opened, version=second, **issue)
    with acting(world, now) as opened:
        with pytest.raises(actions.NotAllowedNow, match="已经制发"):
            actions.record_final(opened, version=second, **issue)
        with pytest.raises(actions.NotAllowedNow, match="已经制发"):
            draft(opened, world, now, document=Document.objects.get())
    assert NumberSequence.objects.get().last == 1


def test_internal_forms_are_issued_without_a_number(world: World, now: datetime) -> None:
    form = FORMS[Doc.FILING_APPROVAL]
    for _ in range(2):
        with acting(world, now) as opened:
            version = actions.record_draft(
                opened, case=world.case, doc=form.doc, values=samples.sample(form), author=world.person, now=now
            )
            actions.record_cut(opened, version=version, names=[])
            actions.record_final(opened, version=version, organ_prefix="示监", number_needed=False, issued_on=ISSUED)
    assert set(DocumentVersion.objects.values_list("number", flat=True)) == {""}


@pytest.mark.clause("R1.2")
def test_a_sealed_copy_is_bound_to_an_issued_version_only(world: World, now: datetime) -> None:
    blob = Blob("ab" * 32, 1234)
    with acting(world, now) as opened:
        version = draft(opened, world, now)
        with pytest.raises(actions.NotAllowedNow, match="尚未制发"):
            actions.record_signed_copy(opened, version=version, blob=blob, kind="sealed")  # type: ignore[arg-type]
    issued = final(world, now)
    with acting(world, now, "document.sealed") as opened:
        copy = actions.record_signed_copy(opened, version=issued, blob=blob, kind="sealed", pages=5)  # type: ignore[arg-type]
    assert (copy.blob, copy.size, copy.pages) == (blob.sha256, 1234, 5)


def refused(sql: str, *params: Any) -> bool:
    """Whether the application's own connection is refused this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents_documentversion SET ledger_seq = ledger_seq + 1, text_root = 'x' WHERE id = %s",
        "UPDATE documents_documentversion SET ledger_seq = ledger_seq + 1, number = '假' WHERE id = %s",
        "UPDATE documents_documentversion SET ledger_seq = ledger_seq + 1, state = 'draft' WHERE id = %s",
        "UPDATE documents_documentversion SET ledger_seq = ledger_seq + 1, code = NULL WHERE id = %s",
        "DELETE FROM documents_documentversion WHERE id = %s",
        "UPDATE documents_documentunit SET value = '改' WHERE version_id = %s",
        "UPDATE documents_documentunit SET klass = 'public' WHERE version_id = %s",
        "DELETE FROM documents_documentunit WHERE version_id = %s",
        "UPDATE documents_documentsalt SET salt = salt WHERE unit_id IN"
        " (SELECT id FROM documents_documentunit WHERE version_id = %s)",
        "UPDATE documents_numbersequence SET last = last - 1 WHERE %s <> ''",
        "UPDATE documents_numbersequence SET last = last + 2 WHERE %s <> ''",
        "DELETE FROM documents_numbersequence WHERE %s <> ''",
    ],
)
def test_the_database_refuses_to_rewrite_an_issued_document(sql: str, world: World, now: datetime) -> None:
    version = final(world, now)
    assert refused(sql, version.pk)


def test_a_draft_s_values_cannot_be_rewritten_even_under_a_new_entry(world: World, now: datetime) -> None:
    with acting(world, now) as opened:
        version = draft(opened, world, now)
    version.values = {**version.values, "fine": 1}
    with pytest.raises(DatabaseError, match="另存新稿"), acting(world, now) as opened:
        opened.save(version)


def test_units_and_salts_lie_apart(world: World, now: datetime) -> None:
    version = final(world, now)
    fields = {field.name for field in DocumentUnit._meta.get_fields() if not field.auto_created}
    assert not any("salt" in name for name in fields)
    assert DocumentSalt.objects.filter(unit__version=version).count() == version.units.count()
