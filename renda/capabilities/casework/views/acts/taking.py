"""How every act is taken: found, looked at together with its revision, done once, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from renda.capabilities.casework import queries
from renda.capabilities.casework.flow import CASE_FLOW
from renda.capabilities.casework.forms import acts as forms
from renda.capabilities.casework.terms import State
from renda.capabilities.casework.views import standing
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page, say

Perform = Callable[[Any, dict[str, Any], dict[str, Any]], Any]
BACK = {"todo": "casework:todo", "inbox": "casework:inbox"}


@dataclass(frozen=True)
class Act:
    """One act as a page: what it asks, what it does, and what it says before and after.

    ``steps`` are the steps of the workflow behind it; ``permission`` stands for acts that move nothing.
    """

    name: str
    form: type[forms.Plain]
    perform: Perform
    verb: str
    done: str
    effect: str = ""
    steps: tuple[str, ...] = ()
    permission: str = ""
    template: str = "casework/act.html"
    options: Callable[[Any, Any], dict[str, Any]] = field(default=lambda _request, _case: {})
    context: Callable[[Any, Any], dict[str, Any]] = field(default=lambda _request, _case: {})
    is_final: bool = False

    @property
    def asked(self) -> str:
        """The permission to ask for."""
        return self.permission or CASE_FLOW.step(self.steps[0]).permission

    def leaves_from(self, state: str) -> bool:
        """Whether the act is possible in this state of the matter."""
        return not self.steps or any(state in CASE_FLOW.step(name).source for name in self.steps)


def take(request: Any, pk: int, act: Act) -> HttpResponse:
    """Show an act's form, or do the act; whatever is refused keeps what was typed."""
    case = queries.in_full(request.actor, pk)
    if case is None:
        return _gone(request, act)
    if request.method != "POST":
        refused = _refused(request, case, act)
        return refused or _page(
            request, case, act, act.form(initial=_initial(request, case), **act.options(request, case))
        )
    form = act.form(request.POST, request.FILES, **act.options(request, case))
    seen = request.POST.get("revision", "")
    if seen.isdecimal() and seen != str(case.revision):
        return _stale(request, case, act, form)
    refused = _refused(request, case, act)
    if refused is not None:
        return refused
    if not form.is_valid():
        return _page(request, case, act, form, status=422)
    try:
        act.perform(case, form.cleaned_data, {"actor": request.actor, "at": timezone.now()})
    except StaleState:
        fresh = queries.in_full(request.actor, pk)
        return _gone(request, act) if fresh is None else _stale(request, fresh, act, form)
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return _page(request, case, act, form, status=422)
    return _done(request, case, act, form.cleaned_data.get("next", ""))


def _initial(request: Any, case: Any) -> dict[str, Any]:
    given = {"revision": case.revision, "next": request.GET.get("next", "")}
    return given | {name: request.GET[name] for name in ("organ",) if request.GET.get(name, "").isdecimal()}


def _done(request: Any, case: Any, act: Act, back: str) -> HttpResponse:
    messages.success(request, gettext(act.done) % {"title": case.title})
    # The name of the draft that the browser may now let go of.
    done = f"done={act.name}.{case.pk}"
    if back in BACK:
        url = f"{reverse(BACK[back])}?after={case.pk}&{done}"
    else:
        visible = queries.one(request.actor, case.pk) is not None
        url = f"{reverse('casework:case', args=[case.pk]) if visible else reverse('casework:list')}?{done}"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _page(request: Any, case: Any, act: Act, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    context = about(case) | {
        "act": act,
        "act_url": reverse(f"casework:{act.name}", args=[case.pk]),
        "verb": gettext(act.verb),
        "effect": gettext(act.effect) % {"title": case.title, "people": case.people_count} if act.effect else "",
        "form": form,
        "has_files": form.is_multipart(),
        "back_url": back_url(request, case),
        **act.context(request, case),
        **more,
    }
    return render_page(request, act.template, context, partial="act", status=status)


def about(case: Any) -> dict[str, Any]:
    """The matter as every act's page names it."""
    state = State(case.state)
    return {"case": case, "state": gettext(state.label), "chip": standing.CHIPS.get(state, "")}


def back_url(request: Any, case: Any) -> str:
    """Where the reader came from: the desk, the inbox, or the matter."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if back in BACK:
        return f"{reverse(BACK[back])}?case={case.pk}"
    return reverse("casework:case", args=[case.pk])


def _stale(request: Any, case: Any, act: Act, form: Any) -> HttpResponse:
    """Someone else was first: show who and what, and keep what was typed."""
    lines, today = queries.timeline(case), timezone.localdate()
    may = grants.allowed(request.actor, act.asked, case) and act.leaves_from(case.state)
    form.seen_again(case.revision)
    form.errors.clear()
    more = {
        "stale": standing.moved(lines, today=today),
        "entries": standing.history(case, lines[:3], [], today=today),
        "is_closed": not may,
        "typed": typed(request, act),
        "turn": standing.turn(case, desk_name=case.desk_name or ""),
        "acts": standing.offers(request.actor, case),
    }
    return _page(request, case, act, form, status=409, **more)


def typed(request: Any, act: Act) -> list[str]:
    """What the person wrote in words, to be copied when it cannot be sent any more."""
    hidden = {"revision", "next", "shown_due", "organ", "deputy", "level", "how", "main", "desk_code"}
    names = [name for name in act.form.base_fields if name not in hidden]
    return [value for name in names if (value := request.POST.get(name, "").strip())]


def _gone(request: Any, act: Act) -> HttpResponse:
    """The same answer whether the matter never was or is no longer this reader's; what was typed is shown."""
    words = typed(request, act) if request.method == "POST" else []
    if not words:
        raise Http404
    return render_page(request, "casework/act_gone.html", {"typed": words}, partial="act", status=404)


def _refused(request: Any, case: Any, act: Act) -> HttpResponse | None:
    """Why the act is not open to this reader now, with what is; None where it is open."""
    if not grants.allowed(request.actor, act.asked, case):
        refusal: NotPermitted | RuleBroken = NotPermitted(act.asked, "这件事不由您办理，您可以查看，不能这样办")
    elif not act.leaves_from(case.state):
        refusal = RuleBroken(
            "wrong-state", "“%(state)s”的事项不能%(step)s", state=State(case.state).label, step=act.verb
        )
    else:
        return None
    context = about(case) | {
        "verb": gettext(act.verb),
        "reason": say(refusal),
        "turn": standing.turn(case, desk_name=case.desk_name or ""),
        "acts": standing.offers(request.actor, case),
    }
    return render_page(request, "casework/act_closed.html", context, partial="act", status=refusal.status)
