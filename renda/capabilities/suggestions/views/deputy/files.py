"""The photos and papers of a suggestion: added and taken away while it is written, opened by whoever may read it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.forms import deputy as forms
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.views import papers
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import add_refusal, render_page


@require_POST
def change(request: Any, pk: int) -> HttpResponse:
    """Add the photos and papers handed in, or take one away."""
    suggestion = queries.one(request.actor, pk)
    if suggestion is None:
        raise Http404
    form = forms.AddFiles(request.POST, request.FILES)
    dropped = {int(one) for one in request.POST.getlist("drop") if one.isascii() and one.isdecimal() and len(one) < 19}
    status = 422
    if form.is_valid():
        try:
            actions.change_files(
                suggestion,
                added=form.cleaned_data["papers"] or (),
                dropped=dropped,
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            if not request.htmx:
                return redirect("suggestions:edit", pk=pk)
            form, status = forms.AddFiles(), 200
    context = {"suggestion": suggestion, "files": deputy_queries.files_of(suggestion), "file_form": form}
    template = "suggestions/write_files.html" if request.htmx else "suggestions/files_refused.html"
    return render_page(request, template, context, status=status)


@require_safe
def download(request: Any, pk: int, name: str) -> FileResponse:
    """Send a photo or paper of a suggestion; the name in the address only makes it readable."""
    return papers.send(deputy_queries.file(request.actor, pk))
