"""What is to be done today, and the list of cases."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingjing.desk.access import office
from mingjing.organs.permissions import Actor


@office
def workbench(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """The first page after logging in."""
    return render(request, "desk/workbench.html")


@office
def cases(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Cases this actor may read."""
    return render(request, "desk/cases.html")
