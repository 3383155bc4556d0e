"""The templates of an office's documents: to look at, download, replace and take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from renda.foundation.accounts.models import Congress
from renda.foundation.documents import actions, forms, queries, rendering
from renda.foundation.documents.models import Template
from renda.foundation.documents.word import registry
from renda.foundation.documents.word.layout.fonts import FACES
from renda.foundation.documents.word.registry import Field, Form
from renda.foundation.errors import NotPermitted, RuleBroken
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page


@require_safe
def index(request: Any) -> HttpResponse:
    """The way to the templates of one's own office."""
    own = queries.congresses_of(request.actor)
    if not own:
        raise NotPermitted("documents.edit_templates")
    return redirect("documents:of", own[0].region_id)


@require_safe
def listing(request: Any, place_code: str) -> HttpResponse:
    """Every kind of document, with the template in use."""
    own = queries.congresses_of(request.actor)
    congress = _among(own, place_code)
    kept = queries.own_templates(congress)
    rows = [{"form": form, "own": kept.get(form.name)} for form in registry.forms()]
    context = {"congress": congress, "rows": rows, "others": [each for each in own if each != congress]}
    return render_page(request, "documents/list.html", context)


@require_http_methods(["GET", "POST"])
def detail(request: Any, place_code: str, form_name: str) -> HttpResponse:
    """One kind of document: what its template may name, the template in use, and handing in another."""
    congress, form = _found(request, place_code, form_name)
    handed = forms.HandIn(request.POST, request.FILES) if request.method == "POST" else forms.HandIn()
    if request.method == "POST" and handed.is_valid():
        file = handed.cleaned_data["file"]
        try:
            row = actions.set_template(
                congress,
                form,
                upload=file,
                file_name=file.name,
                size=file.size,
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(handed, refusal)
        else:
            messages.success(request, gettext("“%(name)s”已经换上") % {"name": row.file_name})
            return redirect("documents:template", place_code, form_name)
    own = queries.own_template(congress, form.name)
    context = {
        "congress": congress,
        "kind": form,
        "own": own,
        "findings": _said(own),
        "places": _places(form.fields),
        "form": handed,
        "faces": FACES,
    }
    return render_page(request, "documents/template.html", context, status=422 if handed.errors else 200)


@require_safe
def download(request: Any, place_code: str, form_name: str) -> HttpResponse:
    """The template in use."""
    congress, form = _found(request, place_code, form_name)
    return _file(queries.content(form, congress), gettext(form.label))


@require_safe
def download_default(request: Any, place_code: str, form_name: str) -> HttpResponse:
    """The template that the house supplies."""
    _, form = _found(request, place_code, form_name)
    return _file(registry.default_template(form), gettext(form.label))


@require_safe
def download_example(request: Any, place_code: str, form_name: str) -> HttpResponse:
    """The template in use, filled with an invented example."""
    congress, form = _found(request, place_code, form_name)
    return _file(rendering.render(form.name, form.sample, congress=congress), gettext(form.label))


@require_http_methods(["GET", "POST"])
def forget(request: Any, place_code: str, form_name: str) -> HttpResponse:
    """Go back to the default, once confirmed."""
    congress, form = _found(request, place_code, form_name)
    row = queries.own_template(congress, form.name)
    if row is None:
        raise Http404
    back = reverse("documents:template", args=[place_code, form_name])
    if request.method == "POST":
        actions.forget_template(row, actor=request.actor, at=timezone.now())
        messages.success(request, gettext("已恢复默认模板"))
        return redirect(back)
    context = {
        "kind": gettext("公文模板"),
        "title": gettext("恢复默认模板"),
        "object_name": gettext(form.label),
        "effect": gettext("本机关上传的模板“%(name)s”将被删去，以后按默认模板出文。已经出具的文件不变。")
        % {"name": row.file_name},
        "verb": gettext("恢复默认"),
        "cancel_url": back,
        "is_destructive": True,
    }
    return render_page(request, "web/confirm.html", context)


def _among(own: list[Congress], place_code: str) -> Congress:
    """One's own congress of that place; others are not there."""
    congress = next((each for each in own if each.region_id == place_code), None)
    if congress is None:
        raise Http404
    return congress


def _found(request: Any, place_code: str, form_name: str) -> tuple[Congress, Form]:
    congress = _among(queries.congresses_of(request.actor), place_code)
    grants.require(request.actor, "documents.edit_templates", congress)
    if not registry.known(form_name):
        raise Http404
    return congress, registry.form(form_name)


def _said(own: Template | None) -> list[dict[str, str]]:
    """The findings kept with a template, in the reader's language."""
    return [
        {
            "text": gettext(finding["message"]) % _translated(finding["params"]),
            "citation": finding["citation"],
            "where": finding["where"],
        }
        for finding in (own.findings if own is not None else [])
    ]


def _translated(params: dict[str, Any]) -> dict[str, Any]:
    return {name: gettext(value) if isinstance(value, str) and value else value for name, value in params.items()}


def _places(fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    """How each place is written, lists with the parts of a row."""
    return [
        {
            "written": _loop(field) if field.is_list else _placed(field.name),
            "label": gettext(field.label),
            "parts": [{"written": _placed(f"row.{part.name}"), "label": _label(part)} for part in field.parts],
        }
        for field in fields
    ]


def _label(part: Field) -> str:
    return gettext(part.label) if part.label else ""


def _placed(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _loop(field: Field) -> str:
    # Rows of a table repeat, or paragraphs.
    kind, row = ("tr", "row") if field.parts else ("p", "each")
    return f"{{%{kind} for {row} in {field.name} %}} … {{%{kind} endfor %}}"


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=rendering.CONTENT_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.docx") or "attachment"
    return response
