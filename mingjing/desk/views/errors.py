"""Pages for what went wrong: plain words, what is kept, and where to go next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "desk/error.html", {"title": title, "words": words, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "没有这个页面", "地址可能已改变，或者这项内容不在你的职责范围内。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "这件事不由你的岗位办理", str(exception) if exception else "请联系有权办理的人员。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "这次请求没有被受理", "请返回上一页重新填写。没有写入任何内容。")


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, "没有保存", "系统出错，这次操作没有写入任何内容。请再试一次，仍不行请告诉系统管理员。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "页面已过期", "请返回上一页刷新后再提交。已填写的内容仍保存在本机草稿中。")
