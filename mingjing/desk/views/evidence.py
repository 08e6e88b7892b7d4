"""Evidence and recordings of a case: the list with players, and entering a new one with its uploaded original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingjing.catalog import queries as catalog
from mingjing.desk import asking
from mingjing.desk.access import office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.forms import evidence as forms
from mingjing.desk.views.absences import offered
from mingjing.desk.views.casehead import head
from mingjing.desk.views.playback import VIEW
from mingjing.desk.views.uploads import Sent, sent
from mingjing.evidence import checks, lateness
from mingjing.evidence import queries as stored
from mingjing.law.kinds import Power
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, may, require, roles_for
from mingjing.procedure import materials
from mingjing.procedure.queries import case_for, scope_of
from mingjing.vault.purposes import GIB, PURPOSES

VIEWS = 8  # of the latest openings beside the list
PURPOSE_OF = {"L": "法制审核", "B": "负责人审批", "R": "立卷归档"}
TITLES = {"evidence": "登记证据", "recording": "登记音像记录"}


@dataclass
class Line:
    """One row of the list: the item or recording itself, and what the page says of it."""

    row: Any
    title: str
    people: str
    media: Any
    level: str = ""
    stored: str = ""
    marks: list[dict[str, Any]] = field(default_factory=list)
    view: Any = None  # the opening under which its player is shown

    @property
    def kind(self) -> str:
        """video | audio | image | other: which element shows it."""
        major = self.row.media_type.partition("/")[0]
        return major if major in {"video", "audio", "image"} else "other"


@dataclass
class Listing:
    """What ``desk/evidence_list.html`` shows. Build it with ``listing``."""

    case: Any
    items: list[Line]
    recordings: list[Line]
    absences: list[dict[str, Any]]
    may_view: bool
    why_not: str
    purpose: str


@dataclass
class Form:
    """One of the two forms, with what was typed and what is wrong."""

    purpose: str
    fields: list[Asked]
    sent: Sent | None = None
    errors: list[asking.Wrong] = field(default_factory=list)

    @property
    def title(self) -> str:
        return TITLES[self.purpose]

    @property
    def file_error(self) -> str:
        return next((wrong.error for wrong in self.errors if wrong.name == f"{self.purpose}-file"), "")

    @property
    def accept(self) -> str:
        return ",".join(sorted(PURPOSES[self.purpose].types))

    @property
    def may_be(self) -> str:
        """Which files, how large."""
        return f"{PURPOSES[self.purpose].allowed}，最大 {PURPOSES[self.purpose].limit // GIB} GB"


def listing(actor: Actor, case: Any, now: datetime, opened: str = "") -> Listing:
    """Evidence, recordings and absences of a case that came through ``case_for``; ``opened`` shows its player."""
    items, recordings, absences = stored.items(case.pk), stored.recordings(case.pk), stored.absences(case.pk)
    ids = {p for item in items for p in item.obtained_by} | {r.operator for r in recordings}
    ids |= {p for a in absences for p in (a.asked_by, a.approved_by)}
    names = organs.names_by_id(ids)
    av_items = {item.code: item.name for item in catalog.av_items(case.organ_id, now.date())}
    marks = stored.marks_of(recordings)
    view = stored.viewing(actor.person_id, opened, now) if opened else None
    verdict = may(actor, VIEW, scope_of(case))
    return Listing(
        case,
        [_item(item, names, view) for item in items],
        [_recording(row, names, av_items, marks[row.pk], view) for row in recordings],
        [
            {
                "row": a,
                "title": av_items.get(a.av_item, a.av_item),
                "asked_by": names.get(a.asked_by, ""),
                "approved_by": names.get(a.approved_by, ""),
            }
            for a in absences
        ],
        verdict.ok,
        "" if verdict.ok else f"原件由{roles_for(VIEW)}调阅",
        PURPOSE_OF.get(verdict.role, "办案"),
    )


@office
def case_evidence(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """GET: the list, the players, the forms. POST: enter a piece of evidence."""
    case = case_for(actor, case_id)
    if request.method == "POST":
        return _enter(request, actor, case, now, "evidence")
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    return _page(request, actor, case, now, {})


@office
def case_recordings(request: HttpRequest, actor: Actor, now: datetime, case_id: str) -> HttpResponse:
    """POST: enter an original recording."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return _enter(request, actor, case_for(actor, case_id), now, "recording")


FIELDS: dict[str, Callable[[Any, Actor, datetime], list[Asked]]] = {
    "evidence": forms.evidence_fields,
    "recording": forms.recording_fields,
}


def _enter(request: HttpRequest, actor: Actor, case: Any, now: datetime, purpose: str) -> HttpResponse:
    """Bind an uploaded original to the case; or the page again, with every problem and nothing typed lost."""
    require(actor, Power.EDIT_CASE, scope_of(case))
    fields = FIELDS[purpose](case, actor, now)
    values, errors = forms.read(fields, request.POST)
    file, expected = None, values.pop("expected", "")
    try:
        file = sent(request, actor, purpose, now)
        if file and expected and expected != file.blob.sha256:
            raise ValueError("文件与采集站登记的摘要不一致，不能登记。请从采集站重新导出原件")
    except ValueError as refusal:
        errors["blob"] = str(refusal)
    values["blob"] = file.blob if file else None
    check = checks.evidence_problems if purpose == "evidence" else checks.recording_problems
    errors = check(values, now=now) | errors
    if errors:
        form = Form(purpose, asking.shown(fields, request.POST, errors), file, _summary(purpose, fields, errors))
        return _page(request, actor, case, now, {purpose: form}, status=400)
    add = materials.add_evidence if purpose == "evidence" else materials.add_recording
    made = add(actor=actor, case_id=case.pk, values=values, now=now)
    kept = "，原件已入库，摘要一致" if file else ""
    tell(request, f"已登记{made if purpose == 'evidence' else '音像记录'}{kept}")
    page = reverse("case_evidence", kwargs={"case_id": case.pk})
    return HttpResponseRedirect(f"{page}#o-{made.pk}", status=303)


def _summary(purpose: str, fields: list[Asked], errors: dict[str, str]) -> list[asking.Wrong]:
    """Every problem in the order of the page; the file stands first."""
    first = [asking.Wrong(f"{purpose}-file", errors["blob"])] if "blob" in errors else []
    return first + [asking.Wrong(f.name, errors[f.name]) for f in fields if f.name in errors]


def _page(
    request: HttpRequest, actor: Actor, case: Any, now: datetime, tried: dict[str, Form], status: int = 200
) -> HttpResponse:
    may_edit = may(actor, Power.EDIT_CASE, scope_of(case)).ok
    blank = {purpose: Form(purpose, make(case, actor, now)) for purpose, make in FIELDS.items()} if may_edit else {}
    seen = stored.views(case.pk)
    latest = list(seen[:VIEWS])
    names = organs.names_by_id({view.person for view in latest})
    ev = listing(actor, case, now, request.GET.get("open", "")[:32])
    titles = {line.row.pk: line.title for line in [*ev.items, *ev.recordings]}
    context = head(actor, case, now, "evidence") | {
        "ev": ev,
        "absences": offered(actor, case),
        "forms": list((blank | tried).values()),
        "tried": next(iter(tried.values()), None),
        "views": [{"row": v, "name": names.get(v.person, ""), "title": titles.get(v.object_id, "")} for v in latest],
        "view_count": seen.count(),
    }
    return render(request, "desk/evidence.html", context, status=status)


def _item(item: Any, names: dict[str, str], view: Any) -> Line:
    people = "、".join(names[p] for p in item.obtained_by if p in names)
    line = Line(item, str(item), people, item.blob.media if item.blob else None)
    line.view = view if view and view.object_id == item.pk else None
    return line


def _recording(
    row: Any, names: dict[str, str], av_items: dict[str, str], marks: list[dict[str, Any]], view: Any
) -> Line:
    line = Line(row, av_items.get(row.av_item, row.av_item), names.get(row.operator, ""), row.blob.media)
    line.level, line.stored = _lateness(row)
    line.marks = [m | {"at": _clock(m["t"])} for m in marks]
    line.view = view if view and view.object_id == row.pk else None
    return line


def _lateness(row: Any) -> tuple[str, str]:
    """The light of a recording and how late it came (plan 三(二)4)."""
    ended, received = row.claimed_ended_at, row.received_at
    if lateness.same_day(ended, received):
        return "green", "当天入库"
    since, word = (row.returned_at, "返回单位后") if row.returned_at else (ended, "记录结束后")
    took = f"{word} {_span(received - since)}入库"
    if not row.late:
        return "yellow", took
    return "red", f"{took}，超期 {_span(received - lateness.due(ended, row.returned_at))}"


def _span(time: timedelta) -> str:
    minutes = max(0, int(time.total_seconds()) // 60)
    days, hours = divmod(minutes // 60, 24)
    return f"{days} 日 {hours} 小时" if days else f"{hours} 小时 {minutes % 60} 分" if hours else f"{minutes} 分钟"


def _clock(t: Any) -> str:
    hours, rest = divmod(int(t), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"
