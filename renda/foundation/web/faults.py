"""Pages for what went wrong: wrong address, no right, our own error; each says what to do next."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from renda.foundation.web.page import render_page

log = logging.getLogger(__name__)
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def _page(request: Any, status: int, reason: str, code: str = "") -> HttpResponse:
    return render_page(request, "web/error.html", {"status": status, "reason": reason, "code": code}, status=status)


def bad_request(request: Any, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    del exception
    return _page(request, 400, gettext("这个请求看不懂，请从页面上重新操作"))


def forbidden(request: Any, exception: Exception) -> HttpResponse:
    """No right to this."""
    del exception
    return _page(request, 403, gettext("您没有办理这件事的权限"))


def csrf_failure(request: Any, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    del reason
    return _page(request, 403, gettext("页面放得太久，请返回、刷新后再提交，您写的还在"))


def not_found(request: Any, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing this reader may see."""
    del exception
    return _page(request, 404, gettext("没有找到这个页面，或者您不能查看它"))


def broken(request: Any) -> HttpResponse:
    """Our own error; nothing was saved. The code finds it in the log."""
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(4))
    log.error("server error %s at %s", code, request.path)
    return _page(request, 500, gettext("系统出错，没有保存"), code)
