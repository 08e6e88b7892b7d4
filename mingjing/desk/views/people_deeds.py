"""One deed on a person's registration: its form, its article, what it will do; posted, it is one act.

What a person still has in hand does not stop a suspension or a leaving; the page says which cases and whose turn it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingjing.desk import asking
from mingjing.desk.access import address, office, tell
from mingjing.desk.asking import Asked
from mingjing.desk.forms import people as forms
from mingjing.disclosure.pages import officers
from mingjing.law.kinds import Role
from mingjing.law.staffing import DEEDS, Deed
from mingjing.organs import certificates, passwords, people, posts, records
from mingjing.organs import queries as organs
from mingjing.organs.actions import Refused
from mingjing.organs.permissions import Actor, NotAllowed
from mingjing.procedure.workload import open_work

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """What a deed is about: who does it, to whom, to which certificate or role, when."""

    actor: Actor
    person: Any
    thing: Any
    now: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """A deed on a page: title, what it does and on which article, its fields, its action."""

    title: str
    lead: str
    fields: Callable[[Doing], list[Asked]]
    run: Callable[[Doing, Values], Any]
    of: str = ""  # "certificate" | "role": the deed is done to one of these
    ends: bool = False  # the person may not go on with open cases


def _certificate(deed: Deed, lead: str, fields: Callable[[Doing], list[Asked]], ends: bool = False) -> Form:
    def run(d: Doing, values: Values) -> None:
        certificates.change(actor=d.actor, certificate=d.thing, deed=deed, values=values, now=d.now)

    return Form(f"{deed.label}执法证", f"{lead}依据：{DEEDS[deed].basis}。", fields, run, "certificate", ends)


def _issue(d: Doing, values: Values) -> None:
    certificates.issue(actor=d.actor, person=d.person, values=values, now=d.now)


def _describe(d: Doing, values: Values) -> None:
    posts.describe(actor=d.actor, person=d.person, values=values, now=d.now)


def _qualify(d: Doing, values: Values) -> None:
    posts.qualify(actor=d.actor, person=d.person, values=values, now=d.now)


def _record(d: Doing, values: Values) -> None:
    records.add(
        actor=d.actor, person=d.person, kind=values["kind"], on=values["on"], title=values["title"],
        hours=values["hours"] or 0, result=values["result"], now=d.now,
    )  # fmt: skip


def _move(d: Doing, values: Values) -> None:
    organ = organs.organ(values["organ"] or d.person.organ_id)
    unit = next((u for u in people.units(organ.pk) if u.name == values["unit"]), None)
    if values["unit"] and unit is None:
        names = "、".join(u.name for u in people.units(organ.pk))
        raise certificates.Wrong({"unit": f"{organ.short_name}没有登记“{values['unit']}”，已登记的有：{names}"})
    posts.move(actor=d.actor, person=d.person, organ=organ, unit=unit, values=values, now=d.now)


def _leave(d: Doing, values: Values) -> None:
    posts.leave(actor=d.actor, person=d.person, values=values, now=d.now)


def _give(d: Doing, values: Values) -> None:
    if values["role"] not in {r.value for r in Role}:
        raise certificates.Wrong({"role": "选择岗位"})
    unit = next((u for u in people.units(d.person.organ_id or "") if u.pk == values["unit"]), None)
    posts.give(
        actor=d.actor, person=d.person, role=Role(values["role"]), unit=unit, until=values["until"],
        basis=values["basis"], now=d.now,
    )  # fmt: skip


def _end(d: Doing, values: Values) -> None:
    posts.end(actor=d.actor, grant=d.thing, values=values, now=d.now)


def _reset(d: Doing, values: Values) -> str:
    return passwords.reset(actor=d.actor, person=d.person, reason=values["reason"], now=d.now)


FORMS: dict[str, Form] = {
    "issue": Form("登记新证", f"证件由省级统一制发，这里登记。依据：{DEEDS[Deed.ISSUE].basis}。", forms.issue, _issue),
    "renew": _certificate(Deed.RENEW, "证号不变，有效期延长；已到期的登记换发的新证。", forms.renew),
    "amend": _certificate(Deed.AMEND, "变更执法类别和执法区域。", forms.amend),
    "suspend": _certificate(
        Deed.SUSPEND, "立即生效：不能被指派为承办人，不能亮证，公示平台显示“暂扣”。", forms.reason, True
    ),
    "restore": _certificate(Deed.RESTORE, "恢复后可以继续执法、亮证。", forms.reason),
    "cancel": _certificate(
        Deed.CANCEL, "立即生效，不能恢复：不能执法、亮证，公示平台显示“注销”；再任用的登记新证。", forms.reason, True
    ),
    "describe": Form("更正职务、电话", "电话只在办公平台显示，不公开。", forms.describe, _describe),
    "qualify": Form(
        "登记审核资格", "初次从事法制审核的，应当取得法律职业资格（行政处罚法58②）。", forms.qualify, _qualify
    ),
    "record": Form("登记培训、考试、奖惩", "一次登记一条，只在办公平台查看。", forms.record, _record),
    "move": Form(
        "调动", "本机关内调动，原内设机构的负责人岗位随之结束；调往其他机关，全部岗位结束，执法证注销。",
        forms.move, _move, ends=True,
    ),
    "leave": Form("离任", "全部岗位和账号同时停止，立即生效。", forms.reason, _leave, ends=True),
    "give": Form("授予岗位", "从今天起生效。任何人不能给自己授权。", forms.give, _give),
    "reset": Form(
        "重置密码",
        "给忘记密码的人一个初始口令，登录后须更换；先核对是本人。原来的登录全部失效，连续输错的锁定解除。",
        forms.why, _reset,
    ),
    "end": Form("结束岗位", "立即生效。", forms.reason, _end, "role", True),
}  # fmt: skip
GRANTING = ("give", "end", "reset")


def offered(actor: Actor, person: Any, on: date, certificate: Any = None) -> list[tuple[str, str]]:
    """(deed, words) that the actor may do to a person, or to one of the certificates."""
    if certificate is not None:
        doable = certificates.possible(certificate, on)
        return [
            (d.value, d.label)
            for d in doable
            if people.registers(actor, person, supervisor=DEEDS[d].supervisor) is not None
        ]
    grants = people.grants(actor, person) is not None and actor.person_id != person.pk and not person.left_on
    names = ["describe", "qualify", "record"] if people.registers(actor, person) else []
    names += ["issue", "move", "leave"] if names and not person.left_on else []
    return [(name, FORMS[name].title) for name in [*names, *(["give", "reset"] if grants else [])]]


@office
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, actor: Actor, now: datetime, person_id: str, deed: str) -> HttpResponse:
    """GET: the form of one deed. POST: do it; a refusal comes back with everything typed."""
    person, form = people.person_for(actor, person_id), FORMS.get(deed)
    if form is None:
        raise Http404(deed)
    doing = Doing(actor, person, _thing(actor, person_id, form, request.GET.get("of", "")), now)
    _allowed(doing, deed)
    organ_before = person.organ_id or ""
    fields = form.fields(doing)
    context: dict[str, Any] = {"fields": fields}
    status = 200
    if request.method == "POST":
        values, errors = asking.read(fields, request.POST)
        errors = errors or asking.unfilled(fields, values)
        refused = ""
        if not errors:
            try:
                first = form.run(doing, values)
            except certificates.Wrong as wrong:
                errors = wrong.errors
            except Refused as refusal:
                refused = str(refusal)
            else:
                officers.renew(now, {person.organ_id or "", organ_before})
                if deed == "reset":  # shown in the answer itself: a message would be kept until it is read
                    return render(request, "desk/person_password.html", {"p": person, "first": first})
                tell(request, _told(actor, person, form, now))
                return redirect(address("person", person_id=person_id))
        status = 409 if refused else 422
        context = {
            "fields": asking.shown(fields, request.POST, errors), "errors": asking.summary(errors), "refused": refused
        }  # fmt: skip
    context |= {"p": person, "form": form, "deed": deed, "thing": doing.thing}
    if form.ends:
        context["load"] = open_work(actor, person_id, person.organ_id or "", now.date())
    return render(request, "desk/person_deed.html", context, status=status)


def _thing(actor: Actor, person_id: str, form: Form, of: str) -> Any:
    """The certificate or role that a deed is done to. Raises Http404."""
    found: list[Any] = []
    if form.of:
        found = people.certificates_of(person_id) if form.of == "certificate" else people.roles_of(person_id)
        found = [thing for thing in found if thing.pk == of]
        if not found:
            raise Http404(of)
    return found[0] if found else None


def _allowed(d: Doing, deed: str) -> None:
    """Say whose it is before anything is typed. Raises NotAllowed."""
    supervisor = deed in set(Deed) and DEEDS[Deed(deed)].supervisor
    if deed in GRANTING:
        if people.grants(d.actor, d.person) is None:
            raise NotAllowed("岗位由安全管理员授权和结束，密码由安全管理员重置")
    elif people.registers(d.actor, d.person, supervisor=supervisor) is None:
        if d.actor.person_id == d.person.pk:
            raise NotAllowed("自己的登记由他人办理")
        raise NotAllowed("这件事由司法局监督人员办理" if supervisor else "人员由司法局监督人员、安全管理员登记")


def _told(actor: Actor, person: Any, form: Form, now: datetime) -> str:
    said = f"已办理：{form.title}。"
    load = open_work(actor, person.pk, person.organ_id or "", now.date()) if form.ends else None
    if load and load.count:
        said += f"还有 {load.count} 件案件在{person.name}名下，由{load.whose}另行指派。"
    return said
