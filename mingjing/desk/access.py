"""The door of the office: who is asking, at what moment, and a page in plain words for every refusal.

Views below this door read neither the session nor the clock; both arrive as arguments. Templates find the shell in
``request.office``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from mingjing.desk.views import errors
from mingjing.evidence.queries import NoSuchObject
from mingjing.law.kinds import Power, Role
from mingjing.organs import queries as organs
from mingjing.organs.permissions import Actor, NotAllowed, matrix
from mingjing.procedure.queries import NoSuchCase
from mingjing.procedure.refusals import FormIncomplete, OutOfDate, StepRefused
from mingjing.supervision import waiting as oversight

BEIJING = ZoneInfo("Asia/Shanghai")
TOLD = "told"
ACCEPTED = "mj-accepted"
# route name, words, icon, roles that see it. A screen whose route does not exist yet is left out.
MENU = (
    ("workbench", "工作台", "layout-dashboard", frozenset(Role)),
    ("oversight", "监督总览", "chart-column", frozenset("J")),
    ("alerts", "预警", "triangle-alert", frozenset("J")),
    ("records", "重大决定备案", "scale", frozenset("J")),
    ("cases", "案件", "folder-open", frozenset(["H", "U", "L", "B", "R", "PB", "PC", "J"])),
    ("field", "现场", "camera", frozenset("H")),
    ("draws", "检查", "list-checks", frozenset(["H", "U", "B"])),
    ("lists", "清单", "file-text", frozenset(["U", "L", "B", "PB", "PC", "J", "C"])),
    ("people", "人员", "users", frozenset(["U", "B", "J", "C"])),
    ("statutes", "法规", "book-open", frozenset(["H", "U", "L", "B", "J"])),
    ("publications", "公示", "megaphone", frozenset(["PB", "PC", "U", "B"])),
    ("archive", "归档", "archive", frozenset("R")),
    ("analysis", "分析", "chart-column", frozenset(["U", "B", "J"])),
    ("reports", "年报", "chart-column", frozenset(["U", "L", "B", "PB", "PC", "J"])),
    ("complaints", "投诉", "bell", frozenset(["U", "L", "B", "J"])),
    ("findings", "监督", "list-checks", frozenset(["U", "L", "B", "J"])),
    ("circulars", "通报", "megaphone", frozenset(["U", "L", "B", "J"])),
    ("appraisal", "评查", "stamp", frozenset(["U", "L", "B", "J"])),
    ("work", "部署", "landmark", frozenset(["H", "U", "L", "B", "J"])),
)


#: The bureau's longer navigation under headings; what is not named here stands under the first.
BUREAU = {
    "": ("workbench", "oversight", "alerts", "findings", "records", "complaints", "circulars"),
    "台账": ("cases", "lists", "people", "statutes"),
    "统计": ("reports", "analysis", "leads"),
}
FEW = 4  # entries at the foot of a phone; the rest under 更多


@dataclass(frozen=True)
class Link:
    """One entry of the navigation. ``badge``: how much waits there; ``heading`` stands above it."""

    name: str
    words: str
    icon: str
    href: str
    current: bool
    badge: int = 0
    heading: str = ""


@dataclass(frozen=True)
class Office:
    """What every page of the office shows around its own content."""

    request: HttpRequest
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The Beijing date."""
        return self.now.date()

    @property
    def demo(self) -> bool:
        """Whether everything shown is invented."""
        return bool(settings.DEMO)

    @cached_property
    def organ(self) -> str:
        """Short name of the actor's organ."""
        return organs.organ(self.actor.organ_id).short_name if self.actor.organ_id else ""

    @property
    def roles(self) -> str:
        """What the actor is, in words."""
        return "、".join(r.label for r in Role if r.value in self.actor.roles) or "没有岗位"

    @cached_property
    def nav(self) -> list[Link]:
        """The screens this actor's roles need, the present one marked."""
        links = []
        for name, words, icon, roles in MENU:
            href = address(name)
            if href and (name == "workbench" or roles & self.actor.roles):
                here = self.request.path
                current = here == href or (name != "workbench" and _under(here, href))
                links.append(Link(name, words, icon, href, current, self.waiting.get(name, 0)))
        return _grouped(links) if "J" in self.actor.roles else links

    @cached_property
    def waiting(self) -> dict[str, int]:
        """How much waits on the bureau's screens: route name → number."""
        return oversight.waiting(self.actor) if "J" in self.actor.roles else {}

    @property
    def supervises(self) -> bool:
        """Whether this is the bureau's desk."""
        return "J" in self.actor.roles

    @cached_property
    def few(self) -> list[Link]:
        """The entries at the foot of a phone."""
        return self.nav if len(self.nav) <= FEW + 1 else self.nav[:FEW]

    @cached_property
    def rest(self) -> list[Link]:
        """The entries that do not fit there."""
        return self.nav[len(self.few) :]

    @cached_property
    def bell(self) -> int:
        """How many alerts this person has not read."""
        return oversight.unread(self.actor)

    @property
    def reads_work(self) -> bool:
        """Whether tasks and filings are shown; officers see guiding cases and equipment only."""
        return any(matrix()["workplan.read"].get(role, "–") != "–" for role in self.actor.roles)

    @property
    def may_open_case(self) -> bool:
        """Whether one of the actor's roles registers clues."""
        return any(matrix()[Power.OPEN_CASE].get(role) == "✓" for role in self.actor.roles)

    @cached_property
    def told(self) -> str:
        """What the last act came to; said once."""
        return str(self.request.session.pop(TOLD, ""))


def office(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the office: ``view(request, actor, now, **kwargs)``.

    Anonymous people go to the login page, those with a first password to where it is changed. Refusals become pages:
    404 for what this actor may not know of, 403 that says whose job it is, 409 for what is not possible now or has
    just been changed by someone else, 400 for values that are missing. A page is never stored by the browser or
    anything between.
    """

    @wraps(view)
    def entered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _never_stored(redirect_to_login(_after_login(request), settings.LOGIN_URL))
        if request.user.first_password and request.path != reverse("password"):
            return _never_stored(HttpResponseRedirect(reverse("password")))
        now = datetime.now(BEIJING)
        actor = organs.actor_of(request.user, now.date())
        request.office = Office(request, actor, now)  # type: ignore[attr-defined]
        try:
            response = view(request, actor, now, **kwargs)
        except (NoSuchCase, NoSuchObject, ObjectDoesNotExist, Http404):
            response = errors.not_found(request)
        except (NotAllowed, PermissionDenied) as refusal:
            response = errors.forbidden(request, refusal)
        except OutOfDate:
            response = errors.out_of_date(request, same_site(request, request.headers.get("Referer", "")))
        except StepRefused as refusal:
            response = errors.refused(request, refusal.blockers)
        except FormIncomplete as refusal:
            response = errors.incomplete(request, refusal.errors)
        except SuspiciousOperation:
            response = errors.bad_request(request)
        if response.status_code == 405:
            response = errors.wrong_method(request)
        return _never_stored(_note_accepted(request, response))

    return entered


def tell(request: HttpRequest, words: str) -> None:
    """Say ``words`` at the top of the next page, once: what the act that just ended came to."""
    request.session[TOLD] = words


def address(name: str, **kwargs: Any) -> str:
    """The address of a route, or "" while no module offers it."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def same_site(request: HttpRequest, link: str) -> str:
    """``link`` as a path of this site, or "" when it leads anywhere else."""
    if not url_has_allowed_host_and_scheme(link, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(link)
    if not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _after_login(request: HttpRequest) -> str:
    """Where to return: a form that was posted after the session ended leads back to the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return same_site(request, request.headers.get("Referer", "")) or reverse("workbench")


def _note_accepted(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Tell app.js which draft was accepted, so that it forgets that one and no other."""
    done = response.status_code in {302, 303} or (
        response.status_code == 200 and response.headers.get("Content-Type") == "application/json"
    )
    draft = request.POST.get("_draft", "") if request.method == "POST" and done else ""
    if draft.isalnum() and draft.isascii() and len(draft) <= 20:
        response.set_cookie(ACCEPTED, draft, max_age=60, path="/office/", secure=settings.TLS, samesite="Strict")
    return response


def _never_stored(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "no-store"
    return response


def _grouped(links: list[Link]) -> list[Link]:
    """The bureau's entries in its own order, the first one under each heading carrying it."""
    place = {name: (n, k) for n, names in enumerate(BUREAU.values()) for k, name in enumerate(names)}
    ordered = sorted(links, key=lambda link: place.get(link.name, (0, 99)))
    words, found, last = list(BUREAU), [], 0
    for link in ordered:
        group = place.get(link.name, (0, 99))[0]
        found.append(replace(link, heading=words[group]) if group != last else link)
        last = group
    return found


def _under(path: str, above: str) -> bool:
    return path.startswith(above.rstrip("/") + "/")
