"""What must be shown is shown, what changes has its reason, and residue in the output bytes stops everything."""

from __future__ import annotations

import json

import pytest

from mingjing.clocks import queries as clocks
from mingjing.disclosure import actions, gate, pages, queries
from mingjing.disclosure.models import Outbox
from mingjing.law.kinds import UnitClass
from mingjing.ledger.actions import By, act
from mingjing.procedure.refusals import FormIncomplete, StepRefused
from tests.disclosure.acted import Scene, also
from tests.disclosure.deeds import approve, codes, prepare, relabelled


@pytest.mark.clause("D1.3")
def test_hiding_an_element_is_refused_at_the_draft_and_again_at_the_gate(scene: Scene) -> None:
    line = scene.line()
    must = queries.must_show(line.decision.version)
    elements = set(line.decision.version.units.filter(path__in=must).values_list("element", flat=True))
    assert elements == {"organ", "handlers", "party", "kind", "facts", "basis", "decision", "remedy"}
    for path in (must[0], must[-1]):
        with pytest.raises(FormIncomplete) as refusal:
            prepare(line, marks={path: ("trade_secret", "不想公开")})
        assert "必须公开" in refusal.value.errors[path]
    draft = prepare(line)
    relabelled(line, draft, "trade_secret", must[0])
    before = scene.types("gongshi")
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft)
    assert codes(refusal) == ["publication.hides-element"]
    assert scene.types("gongshi") == before and not Outbox.objects.filter(pk=draft.pk).exists()


def test_a_changed_class_needs_its_reason_a_known_unit_and_a_known_class(scene: Scene) -> None:
    line = scene.line()
    phone, course = scene.path_of(line, "party_phone", "personal"), scene.path_of(line, "course", "public", -1)
    marks = {phone: ("public", " "), "b99.u01": ("personal", "理由"), course: ("秘密", "理由")}
    with pytest.raises(FormIncomplete) as refusal:
        prepare(line, marks=marks)
    assert set(refusal.value.errors) == set(marks)
    with pytest.raises(FormIncomplete):
        prepare(line, marks={course: ("process", "长" * 201)})
    draft = prepare(line, marks={course: ("process", "办案过程")})
    assert queries.marks_of(draft) == {course: ("process", "办案过程")}
    assert queries.classes_of(draft)[course] == UnitClass.PROCESS


def test_classes_changed_behind_the_draft_are_noticed(scene: Scene) -> None:
    line, draft = scene.prepared()
    course = scene.path_of(line, "course", "public", -1)
    root = draft.span_root
    relabelled(line, draft, "process", course)
    with act(
        type="publish.prepared", by=By(draft.prepared_by_id, "PB", ""), obj=line.case, case=line.case, now=line.at
    ) as o:
        draft.span_root = root
        o.save(draft)
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft)
    assert codes(refusal) == ["publication.changed"]


def test_before_service_only_with_a_recorded_exception(scene: Scene) -> None:
    line, draft = scene.prepared("unserved")
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft)
    assert codes(refusal) == ["service.pending"]
    actions.return_to_publisher(actor=line.actor("PC"), publication_id=draft.pk, reason="写明理由", now=line.at)
    draft = prepare(line, exception="公众关注，需要及时公示")
    out = approve(line, draft)
    page = scene.page(f"/decisions/{out.page}")
    assert "尚未送达" in page and "60 日内" in page


def test_late_needs_its_reason_and_leaves_it(scene: Scene) -> None:
    line, draft = scene.prepared()
    line.wait(10)
    with pytest.raises(FormIncomplete) as refusal:
        approve(line, draft, late_reason="  ")
    assert list(refusal.value.errors) == ["late_reason"]
    assert line.publication.state == "prepared"
    out = approve(line, draft, late_reason="审核人出差")
    assert (out.state, out.late_reason) == ("published", "审核人出差")
    duty = clocks.obligation_of(line.case, "publish.penalty")
    assert duty is not None and duty.met_on == line.on and duty.met_on > duty.rolled
    assert "超期" in scene.page(f"/decisions/{out.page}")


def test_what_must_be_public_is_not_withheld_and_what_must_not_is_not_published(scene: Scene) -> None:
    line, draft = scene.prepared()
    with pytest.raises(StepRefused) as refusal:
        actions.withhold(actor=line.actor("PC"), publication_id=draft.pk, reason="不想公开", now=line.at)
    assert codes(refusal) == ["publication.must"]
    by = By(draft.prepared_by_id, "PB", draft.case.organ_id)
    with act(type="publish.prepared", by=by, obj=line.case, case=line.case, now=line.at) as opened:
        draft.scope, draft.ground = "must_not", "当事人是未成年人（未成年人保护法）"
        opened.save(draft)
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft)
    assert codes(refusal) == ["publication.must-not"]
    with pytest.raises(FormIncomplete):
        actions.withhold(actor=line.actor("PC"), publication_id=draft.pk, reason=" ", now=line.at)
    actions.withhold(actor=line.actor("PC"), publication_id=draft.pk, reason="当事人是未成年人", now=line.at)
    assert line.publication.state == "withheld"
    assert clocks.is_settled(line.case, "publish.penalty")


def test_the_checklist_says_what_the_blockers_say(scene: Scene) -> None:
    line, draft = scene.prepared("unserved")
    handler = also(scene.person(line, "H"), "PC", line)
    listed = gate.conditions(draft, handler.person_id, line.on)
    assert {c.code for c in listed if c.state == "no"} == {
        b.code for b in actions.blockers(draft, handler.person_id, line.on)
    }
    assert [c.state for c in listed if c.code == "publication.residue"] == ["wait"]
    waiting = gate.conditions(draft, "", line.on)
    assert {c.code for c in waiting if c.state == "wait"} >= {"publication.handler", "publication.same-person"}


@pytest.mark.clause("D1.3")
def test_residue_in_the_output_bytes_stops_everything(scene: Scene) -> None:
    line = scene.line()
    phone = scene.path_of(line, "party_phone", "personal")
    draft = prepare(line, marks={phone: ("public", "当事人同意公开")})
    inner, outer, store = scene.types("anjuan"), scene.types("gongshi"), pages.store()
    shelf = {path: store.page(path) for path in store.paths()}
    with pytest.raises(StepRefused) as refusal:
        approve(line, draft)
    assert set(codes(refusal)) == {"publication.residue"}
    said = "".join(b.message for b in refusal.value.blockers)
    assert "公示页面：发现电话号码" in said and "公开件 PDF：发现电话号码" in said
    assert not any(c.isdigit() for c in said), "the value itself is never said"
    assert (scene.types("anjuan"), scene.types("gongshi")) == (inner, outer)
    assert {path: store.page(path) for path in store.paths()} == shelf
    assert not Outbox.objects.filter(pk=draft.pk).exists() and line.publication.state == "prepared"


@pytest.mark.parametrize(
    ("field", "kind", "found"),
    [
        ("party_name", "given_name", "当事人姓名"),
        ("party_id_number", "id_number", "公民身份号码"),
        ("facts", "street", ""),
    ],
)
def test_of_a_natural_person_nothing_withheld_comes_out_again(scene: Scene, field: str, kind: str, found: str) -> None:
    line = scene.line("person")
    unit = line.decision.version.units.get(field=field, kind=kind)
    draft = prepare(line, marks={unit.path: ("public", "测试")})
    said = [b.message for b in actions.blockers(draft, line.actor("PC").person_id, line.on)]
    assert said and all(found in words for words in said)
    if not found:  # the street stands in the address too, which is withheld: the same words may not be shown elsewhere
        assert "公示页面：仍有应当隐去的文字" in said


def test_the_proposed_marks_of_a_natural_person_leave_no_trace_in_any_output(scene: Scene) -> None:
    line, out = scene.published("person")
    party = line.decision.party
    secrets = [party.name, party.name[1:], party.id_number, party.phone, line.place.removeprefix("河南省三门峡市")]
    url = f"/decisions/{out.page}"
    shown = [scene.page(url), scene.page(f"{url}.json"), scene.page(f"{url}.bundle.json"), scene.page("/")]
    shown += [scene.page("/feed.xml"), scene.page("/data/decisions.csv"), str(pages.store().item(url))]
    for text in shown:
        assert not [s for s in secrets if s in text]
    assert f"{party.name[0]}某" in shown[0]
    hidden = [u for u in json.loads(shown[2])["units"] if u["class"] != "public"]
    assert len(hidden) == 6 and not any("value" in u or "salt" in u for u in hidden)


def test_words_withheld_in_one_place_may_not_be_shown_in_another(scene: Scene) -> None:
    line = scene.line()
    units = list(line.decision.version.units.exclude(element="facts").order_by("ord"))
    one = next(u for u in units if u.field == "cause")
    draft = prepare(line, marks={one.path: ("trade_secret", "测试")})
    said = [b.message for b in actions.blockers(draft, line.actor("PC").person_id, line.on)]
    assert any(words.startswith("公示页面") for words in said), "the cause also stands in the heading"
