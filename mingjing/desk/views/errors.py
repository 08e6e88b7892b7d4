"""Pages for what went wrong: plain words, what is kept, and where to go next."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingjing.law.gating import Blocker

log = logging.getLogger(__name__)
BARE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1><p>{1}</p>'


def _page(request: HttpRequest, status: int, title: str, words: str, **more: object) -> HttpResponse:
    context = {"title": title, "words": words, "status": status, "demo": settings.DEMO, **more}
    response = render(request, "desk/error.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "没有这个页面", "地址可能已改变，或者这项内容不在你的职责范围内。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "这件事不由你的岗位办理", _sentence(exception) or "请联系有权办理的人员。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "这次请求没有被受理", "请返回上一页重新填写。没有写入任何内容。")


def wrong_method(request: HttpRequest) -> HttpResponse:
    return _page(request, 405, "请从页面上的按钮办理", "这个地址不能直接打开。没有写入任何内容。")


def out_of_date(request: HttpRequest, back: str) -> HttpResponse:
    """Someone else acted since the page was opened. ``back`` is the page the form stood on, or ""."""
    words = "你打开页面之后，案件有了新的内容，所以这次没有写入。请核对最新内容后再办理，填写的文字在本机留有草稿。"
    return _page(request, 409, "刚有人更新过这件案子", words, back=back)


def refused(request: HttpRequest, blockers: Sequence[Blocker]) -> HttpResponse:
    """A step that may not be taken now, with every reason and its article."""
    words = "没有写入任何内容。缺的条件如下，办好后再来。"
    return _page(request, 409, "现在还不能办理", words, reasons=blockers)


def incomplete(request: HttpRequest, problems: Mapping[str, str]) -> HttpResponse:
    """Values that are missing or wrong, where the screen did not show them beside their fields."""
    words = "没有写入任何内容。请返回上一页改好后再提交。"
    return _page(request, 400, f"有 {len(problems)} 处需要修改", words, lines=list(problems.values()))


def not_printed(request: HttpRequest, problem: Exception) -> HttpResponse:
    """A paper that cannot be set: the message says which font or character is missing."""
    return _page(request, 503, "不能生成版式文件", _sentence(problem))


def server_error(request: HttpRequest) -> HttpResponse:
    title, words = "没有保存", "系统出错，这次操作没有写入任何内容。请再试一次，仍不行请告诉系统管理员。"
    try:
        return _page(request, 500, title, words)
    except Exception:  # the page itself may need what has just failed
        log.exception("the error page failed")
        return HttpResponse(BARE.format(title, words), status=500, headers={"Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "页面已过期", "请返回上一页刷新后再提交。已填写的内容仍保存在本机草稿中。")


def _sentence(exception: Exception | None) -> str:
    words = str(exception or "").strip()
    return words if not words or words.endswith("。") else f"{words}。"
