"""One document: writing it, reading a version as the paper, its PDF, and two versions side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingjing.desk import asking, writing
from mingjing.desk.access import address, office, tell
from mingjing.desk.views import errors as pages
from mingjing.desk.views.casehead import head
from mingjing.documents import queries as documents
from mingjing.documents import sheets
from mingjing.documents.content import EMPTY, fill_report
from mingjing.documents.fonts import FontsMissing
from mingjing.documents.forms import FORMS
from mingjing.documents.typesetting import MissingGlyph
from mingjing.law.kinds import Doc, Power
from mingjing.organs.permissions import Actor, may, require
from mingjing.procedure import actions, drafting
from mingjing.procedure import queries as procedure
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.vault import queries as vault

AROUND = 2  # unchanged paragraphs shown before and after a change
FINAL = "final"


@office
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, actor: Actor, now: datetime, case_id: str, doc: str) -> HttpResponse:
    """The editor of one document: fields filled from the case beside the paper they make.

    POST keeps a draft, or with ``final`` makes it final; a refusal comes back with everything typed.
    """
    case = procedure.case_for(actor, case_id)
    require(actor, Power.EDIT_CASE, procedure.scope_of(case))
    wanted = _doc(doc)
    draft = drafting.start(case, wanted, now=now)
    context = head(actor, case, now, "documents") | {
        "draft": draft,
        "form": draft.form,
        "doc": wanted,
        "expected": case.ledger_id,
        "based_on": draft.version.pk if draft.version else "",
        "may_finish": not drafting.obstacles(case, wanted, final=True),
        "step_base": f"/office/cases/{case.pk}/steps/",
        "refused_step": draft.form.title,
    }
    standing, status = writing.shown(draft.form, draft.values), 200
    if request.method == "POST":
        standing = writing.typed(draft.form, request.POST)
        done = _write(request, actor, case, wanted, standing, now, context)
        if isinstance(done, HttpResponse):
            return done
        status = done
    errors = context.get("field_errors", {})
    context["boxes"] = boxes = writing.boxes(draft.form, standing, draft.known, errors)
    context |= _state(draft.form, standing, case.organ.name)
    context["filled"] = sum(b.auto for b in boxes)
    context["errors"] = asking.summary(errors)
    return render(request, "desk/document_edit.html", context, status=status)


def _write(
    request: HttpRequest,
    actor: Actor,
    case: Any,
    doc: Doc,
    standing: dict[str, Any],
    now: datetime,
    context: dict[str, Any],
) -> HttpResponse | int:
    """Keep the draft or make it final. A response when done, else the status of the page that says why not."""
    form = FORMS[doc]
    values, errors = writing.values_of(form, standing)
    finish = request.POST.get("act") == FINAL
    if not errors:
        write = actions.finalise_document if finish else actions.save_draft
        try:
            version = write(
                actor=actor,
                case_id=case.pk,
                doc=doc,
                values=values,
                now=now,
                expected=asking.entry(request.POST),
                based_on=request.POST.get("based_on"),
            )
        except StepRefused as refusal:
            context["blockers"] = refusal.blockers
        except FormIncomplete as refusal:
            errors = {name: words.removeprefix(f"{form.title}：") for name, words in refusal.errors.items()}
        except OutOfDate:
            context["changed"] = True
        else:
            number = f"，文号 {version.number}" if version.number else ""
            tell(request, f"{form.title}已定稿{number}。" if finish else f"草稿已保存，第 {version.no} 稿。")
            if finish:
                return redirect(address("document", version_id=version.pk))
            return redirect(address("document_edit", case_id=case.pk, doc=doc.value))
    context["field_errors"] = errors
    return 422 if errors else 409


@office
@require_POST
def preview(request: HttpRequest, actor: Actor, now: datetime, case_id: str, doc: str) -> HttpResponse:
    """The paper as what is typed would make it; nothing is kept. Only the preview pane's content."""
    case = procedure.case_for(actor, case_id)
    require(actor, Power.EDIT_CASE, procedure.scope_of(case))
    form = FORMS[_doc(doc)]
    return render(request, "desk/document_paper.html", _state(form, writing.typed(form, request.POST), case.organ.name))


def _state(form: Any, standing: dict[str, Any], organ: str) -> dict[str, Any]:
    """The preview, and the required fields still to come."""
    values, _ = writing.values_of(form, standing)
    values = {name: value for name, value in values.items() if value not in EMPTY}
    return {"paper": sheets.preview(form, values, organ), "missing": fill_report(form, values).missing}


@office
@require_safe
def document(request: HttpRequest, actor: Actor, now: datetime, version_id: str) -> HttpResponse:
    """One version as the paper, with what binds it: hash, number, signed copies, and the versions around it."""
    version, case = _version(actor, version_id)
    history = list(documents.history(actor, version.document))
    before = next((v for v in history if v.no < version.no), None)
    own = version.document.doc in drafting.WRITTEN and not drafting.obstacles(case, Doc(version.document.doc))
    context = head(actor, case, now, "documents") | {
        "version": version,
        "paper": sheets.html_of(version, case.organ.name),
        "history": history,
        "before": before,
        "copies": list(version.copies.all()),
        "siblings": documents.of_case(case.pk),
        "editable": own and version == history[0] and version.state != FINAL and _may_write(actor, case),
    }
    return render(request, "desk/document.html", context)


@office
@require_safe
def pdf(request: HttpRequest, actor: Actor, now: datetime, version_id: str) -> HttpResponse:
    """The version as PDF/A, shown in the browser."""
    version, case = _version(actor, version_id)
    try:
        data = sheets.pdf_of(version, case.organ.name)
    except (FontsMissing, MissingGlyph) as problem:
        return pages.not_printed(request, problem)
    name = f"{version.document.title}{version.number or f'（第{version.no}稿）'}.pdf"
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)},
    )


@office
@require_safe
def copy(request: HttpRequest, actor: Actor, now: datetime, version_id: str, sha256: str) -> HttpResponseBase:
    """The signed or sealed copy that is bound to a version, byte for byte."""
    version, _ = _version(actor, version_id)
    found = version.copies.filter(blob=sha256).first()
    if found is None:
        raise Http404(sha256)
    blob = vault.blob(found.blob)
    name = f"{version.document.title}{version.number}（{found.get_kind_display()}）"
    name += blob.media.suffix if blob.media else ".bin"
    away = not (blob.media and blob.media.inline)  # what is not known to be safe in place is downloaded
    return StreamingHttpResponse(
        vault.pieces(blob.pk, 0, blob.size - 1),
        content_type=blob.media_type if blob.media else "application/octet-stream",
        headers={"Content-Length": str(blob.size), "Content-Disposition": content_disposition_header(away, name)},
    )


@office
@require_safe
def compare(request: HttpRequest, actor: Actor, now: datetime, version_id: str, other_id: str) -> HttpResponse:
    """Two versions of one kind of document of one case, the older one on the left."""
    one, case = _version(actor, version_id)
    other, _ = _version(actor, other_id)
    if (one.document.case_id, one.document.doc) != (other.document.case_id, other.document.doc) or one == other:
        raise Http404(other_id)
    old, new = sorted((one, other), key=lambda v: (v.document.sort, v.no))
    found = documents.changes(actor, old, new)
    context = head(actor, case, now, "documents") | {
        "old": old,
        "new": new,
        "fields": found.fields,
        "runs": _runs(found.lines),
        "changed": found.changed,
    }
    return render(request, "desk/document_compare.html", context)


def _runs(lines: Any) -> list[dict[str, Any]]:
    """Lines in order; long runs without a change are folded, all but what stands around a change."""
    rows = [
        {
            "same": all(s.state == "same" for s in line),
            "old": [s for s in line if s.state != "new"],
            "new": [s for s in line if s.state != "gone"],
        }
        for line in lines
    ]
    near = [not row["same"] for row in rows]
    shown = [any(near[max(0, n - AROUND) : n + AROUND + 1]) for n in range(len(rows))]
    runs: list[dict[str, Any]] = []
    for row, open_ in zip(rows, shown, strict=True):
        if not runs or runs[-1]["open"] is not open_:
            runs.append({"open": open_, "rows": []})
        runs[-1]["rows"].append(row)
    return runs


def _doc(name: str) -> Doc:
    if name not in {d.value for d in Doc}:
        raise Http404(name)
    return Doc(name)


def _version(actor: Actor, version_id: str) -> tuple[Any, Any]:
    """A version and its case, through the one door to the case. Raises what ``case_for`` raises."""
    version = documents.version_of(actor, version_id)
    return version, procedure.case_for(actor, version.document.case_id)


def _may_write(actor: Actor, case: Any) -> bool:
    return may(actor, Power.EDIT_CASE, procedure.scope_of(case)).ok
