"""The left of the review screen: what was sent, listed with its hashes, and the one piece that is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404

from mingjing.catalog import queries as catalog
from mingjing.desk.views import citing
from mingjing.documents import queries as documents
from mingjing.documents import sheets
from mingjing.evidence import queries as evidence
from mingjing.law.kinds import Role, Step
from mingjing.organs import queries as organs
from mingjing.procedure import reviewing, turns, weighed


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    words: str
    icon: str
    show: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def shown(show: str, case: Any, seen: Any, rounds: list[Any], step: Step | None, on: date) -> dict[str, Any]:
    """Context of the list and of the pane beside it.

    ``show`` is a version's id, evidence, recordings, rounds, discretion or "".

    Raises Http404 for anything that is not of this case.
    """
    text = reviewing.under_review(seen)
    pending = step is Step.GIVE_OPINION
    if not pending and step is not Step.CONFIRM_REVIEW and rounds and rounds[-1].text:
        text = rounds[-1].text
    submission = seen.submission
    enclosed = reviewing.enclosed(case, submission)
    items, recordings = evidence.items(case.pk), evidence.recordings(case.pk)
    names = {i.code: i.name for i in catalog.av_items(case.organ_id, case.filed_on or case.found_on)}
    picked = show or (text.pk if text else "evidence")
    papers = [m for m in enclosed if m["version"] and (text is None or m["version"].pk != text.pk)]
    lines = [Entry(f"拟作决定：{text.document.title}", "gavel", text.pk, "", picked == text.pk)] if text else []
    lines += [Entry(m["name"], "file-text", m["version"].pk, "", picked == m["version"].pk) for m in papers]
    kept = [Entry(f"证据 {len(items)} 件", "list-checks", "evidence", "", picked == "evidence")]
    sounds = [
        Entry(names.get(r.av_item, r.av_item), "video", "recordings", _length(r), picked == "recordings")
        for r in recordings
    ]
    reckoned = weighed.latest(case)
    if reckoned:
        kept.append(Entry("裁量测算", "scale", "discretion", reckoned.level, picked == "discretion"))
    sections = [
        Section("送审材料" if submission else "现有材料", lines),
        Section("证据与裁量" if reckoned else "证据", kept),
    ]
    if sounds:
        sections.append(Section("音像", sounds))
    if rounds:
        past = Entry(f"审核记录 {len(rounds)} 轮", "history", "rounds", "", picked == "rounds")
        sections.append(Section("审核", [past]))
    cited = citing.checked(case, on)
    return {
        "sections": sections,
        "text": text,
        "enclosed": enclosed,
        "cited": cited,
        "flagged": [c for c in cited if c.flags],
        **_pane(picked, case, text, items, recordings, names),
    }


def _pane(picked: str, case: Any, text: Any, items: list[Any], recordings: list[Any], names: Any) -> dict[str, Any]:
    if picked == "evidence":
        return {"pane": "evidence", "items": items}
    if picked == "recordings":
        return {
            "pane": "recordings",
            "recordings": [(r, names.get(r.av_item, r.av_item), _length(r)) for r in recordings],
        }
    if picked == "rounds":
        return {"pane": "rounds"}
    if picked == "discretion":
        return {"pane": "discretion", "reckoned": weighed.latest(case)}
    version = text if text and picked == text.pk else documents.find(case.pk, picked)
    if version is None:
        raise Http404(picked)
    earlier = version.document.versions.filter(no__lt=version.no).order_by("-no").first()
    return {
        "pane": "paper",
        "version": version,
        "before": earlier,
        "paper": sheets.html_of(version, case.organ.name),
    }


def turn(case: Any, seen: Any, on: date) -> str:
    """Whose turn it is, for those who only read."""
    if seen.facts.last_round and seen.facts.last_round.outcome is None and seen.submission:
        who = organs.names([seen.submission.assigned_to_id or ""])
        return (
            f"等待{'、'.join(who) or '法制审核人员'}（{Role.REVIEWER.label}）出具第 {seen.submission.round} 轮审核意见"
        )
    now = turns.turn_of(case, on)
    if now is None:
        return "现在没有等待办理的步骤"
    return f"下一步：{now.label}，由{'、'.join(r.label for r in turns.DUTY[now][:1])}办理"


def _length(recording: Any) -> str:
    """Minutes and seconds by the device's clock."""
    seconds = int((recording.claimed_ended_at - recording.claimed_started_at).total_seconds())
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
