"""Looking at who the citizen is: with a reason, each time on record, never in an address or a cache."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from renda.capabilities.casework import actions, policy, queries
from renda.capabilities.casework.forms import acts as forms
from renda.capabilities.casework.views.acts.taking import about, back_url
from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import add_refusal, render_page

REASONS = ("告知办理结果", "核实反映的情况", "约定到现场查看的时间", "回访是否满意")
BASIS = "《个人信息保护法》第三十四条"


@require_http_methods(["GET", "POST"])
def reveal(request: Any, pk: int) -> HttpResponse:
    """Ask for a reason, then show name, telephone and address once."""
    case = queries.one(request.actor, pk)
    if case is None:
        raise Http404
    policy.require_reveal(request.actor, case)
    form = forms.Reveal(request.POST if request.method == "POST" else None, initial={"revision": case.revision})
    context = about(case) | {"back_url": back_url(request, case), "reasons": REASONS, "basis": BASIS}
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            person = actions.reveal(case, reason=form.cleaned_data["reason"], actor=request.actor, at=at)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            return render_page(request, "casework/reveal.html", context | {"person": person, "seen_at": at})
    return render_page(request, "casework/reveal.html", context | {"form": form}, status=422 if form.errors else 200)
