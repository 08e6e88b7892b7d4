"""案卷评查 in public: the lists before the draw, the draw after it, the notice when the bureau decides so.

The entries of the public log are ``drawing``'s; here the log is sealed and pages are put. Every function may be called
again: the worker finishes what a kill interrupted.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from mingjing.appraisal import assessed, drawing
from mingjing.appraisal.models import Assessment, ModelUnit, Plan
from mingjing.disclosure import pages
from mingjing.disclosure.pages import draws as draw_pages
from mingjing.disclosure.pages import formats
from mingjing.disclosure.pages.formats import HTML, JSON, TEXT
from mingjing.disclosure.public_store import PublicStore
from mingjing.law.assessing import State
from mingjing.law.dossier_course import PlanState
from mingjing.law.dossier_sheets import DossierKind
from mingjing.ledger import sealing
from mingjing.organs.models import Organ
from mingjing.organs.permissions import Actor

LIST = "/appraisals"


def address(plan: Plan) -> str:
    """Where the page of a plan stands."""
    return f"{LIST}/{plan.pk}"


def commit(*, actor: Actor, plan_id: str, expected: int | None = None, now: datetime) -> Plan:
    """Commit the lists, seal the log, publish them: all before anyone can know the seed."""
    drawing.commit(actor=actor, plan_id=plan_id, expected=expected, now=now)
    return show(plan_id, now)


def run(*, actor: Actor, plan_id: str, now: datetime) -> Plan:
    """Draw and publish the result. Raises what ``drawing.run`` raises."""
    drawing.run(actor=actor, plan_id=plan_id, now=now)
    return show(plan_id, now)


def show(plan_id: str, now: datetime) -> Plan:
    """Keep the first checkpoint, seal what was entered since, put the page of one plan and the list."""
    plan = drawing.anchor(plan_id, now)
    sealing.seal("gongshi", now)
    put(pages.store(), plan)
    put_list(pages.store())
    pages.put_log()
    return plan


def catch_up(now: datetime) -> int:
    """Show every plan that is not shown as it stands. How many were."""
    shelf, count = pages.store(), 0
    for plan in Plan.objects.exclude(state=PlanState.DRAFT):
        page = shelf.page(f"{address(plan)}/state.json")
        if page is None or page.etag != _etag(_state(plan)):
            show(plan.pk, now)
            count += 1
    wanted = Assessment.objects.filter(public=True, state=State.ADOPTED)
    if any(shelf.page(assessment_address(row)) is None for row in wanted):
        show_assessments(now)
    return count


def put(shelf: PublicStore, plan: Plan) -> None:
    """Page and downloads of one plan."""
    plan, url = Plan.objects.select_related("organ").get(pk=plan.pk), address(plan)
    files = {"request": plan.request, "rows": plan.rows, "reviewers": plan.people, "state": _state(plan)}
    files |= {"result": plan.result} if plan.result else {}
    shelf.put_pages(
        {
            url: (HTML, formats.html("public/appraisal.html", {"p": _view(plan)})),
            **{f"{url}/{name}.json": (JSON, text.encode()) for name, text in files.items()},
        }
    )


def put_list(shelf: PublicStore) -> None:
    """Every plan whose lists are committed, the newest first; the page of draws then links here."""
    plans = Plan.objects.exclude(state=PlanState.DRAFT).select_related("organ")
    rows = [
        {
            "url": address(p), "title": p.title, "number": p.number, "organ": p.organ.short_name,
            "state": p.get_state_display(), "on": (p.closed_on or p.drawn_on or p.made_on).isoformat(),
            "notice": p.public,
        }
        for p in plans
    ]  # fmt: skip
    script = Path(__file__).resolve().parents[2] / "verify_sample.py"
    listing = formats.html("public/appraisals.html", {"rows": rows})
    shelf.put_pages({LIST: (HTML, listing), "/verify_sample.py": (TEXT, script.read_bytes())})
    draw_pages.put_list(shelf)


ASSESSMENTS = "/assessments"


def assessment_address(row: Assessment) -> str:
    """Where the page of a published assessment stands."""
    return f"{ASSESSMENTS}/{row.pk}"


def show_assessments(now: datetime) -> int:
    """Put the page of every adopted assessment that the bureau decided to publish, and their list. How many."""
    shelf = pages.store()
    rows = list(Assessment.objects.filter(public=True, state=State.ADOPTED).select_related("organ"))
    if not rows:
        return 0
    for row in rows:
        shelf.put_pages(
            {assessment_address(row): (HTML, formats.html("public/assessment.html", {"a": _assessed(row)}))}
        )
    listed = [
        {"url": assessment_address(r), "title": r.title, "organ": r.organ.short_name, "year": r.year,
         "on": r.adopted_on.isoformat() if r.adopted_on else ""}
        for r in rows
    ]  # fmt: skip
    units = [
        {"organ": u.organ.name, "reason": u.reason, "document": u.document, "on": u.named_on.isoformat()}
        for u in ModelUnit.objects.filter(ended_on=None).select_related("organ")
    ]
    listing = formats.html("public/assessments.html", {"rows": listed, "units": units})
    shelf.put_pages({ASSESSMENTS: (HTML, listing)})
    return len(rows)


def _assessed(row: Assessment) -> dict[str, Any]:
    ranked = assessed.ranking(row, row.adopted_on or row.last)
    return {
        "title": row.title, "number": row.number, "organ": row.organ.name, "document": row.document,
        "first": row.first.isoformat(), "last": row.last.isoformat(),
        "rows": [(r.rank, r.line.organ.name, r.total, r.caveats) for r in ranked],
        "indicators": [(i.group, i.label, i.formula, i.shape.label, i.origin.label, i.weight) for i in row.content],
    }  # fmt: skip


def _state(plan: Plan) -> str:
    """What of a plan is public, in short: when it changes the page is put again."""
    told = {"state": plan.state, "public": plan.public, "checkpoint": plan.checkpoint, "result": _etag(plan.result)}
    return json.dumps(told, sort_keys=True)


def _etag(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _view(plan: Plan) -> dict[str, Any]:
    names = dict(Organ.objects.values_list("doc_prefix", "name"))
    request, rows, people = drawing.parts(plan)
    result = json.loads(plan.result) if plan.result else None
    kinds = dict(DossierKind.choices())
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row.organ, row.kind] = counts.get((row.organ, row.kind), 0) + 1
    return {
        "url": address(plan), "title": plan.title, "number": plan.number, "organ": plan.organ.name, "id": plan.pk,
        "state": plan.get_state_display(), "done": bool(result), "entry": plan.entry, "checkpoint": plan.checkpoint,
        "method": plan.get_method_display(), "from": plan.filed_from.isoformat(), "to": plan.filed_to.isoformat(),
        "quotas": [(names.get(q.organ, q.organ), kinds[q.kind], q.number, counts.get((q.organ, q.kind), 0))
                   for q in request.quotas],
        "people": len(people), "base": len(rows), "drawn": len(result["drawn"]) if result else 0,
        "seed": result["seed"] if result else "",
        "hashes": [("案卷名单", _digest(plan.rows)), ("评查人员名单", _digest(plan.people)),
                   ("抽取要求", _digest(plan.request))],
        "notice": plan.notice.split("\n") if plan.public else [],
    }  # fmt: skip


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
