"""How every act is taken: found, looked at together with its revision, done once, or refused with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from renda.capabilities.suggestions import queries
from renda.capabilities.suggestions.queries.reading import Found, Kind
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.views import known, standing
from renda.capabilities.suggestions.views.known import Act
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page, say

PREFIXES = {
    Kind.SUGGESTION: "",
    Kind.PART: "parts/",
    Kind.REPLY: "replies/",
    Kind.PROMISE: "promises/",
    Kind.EXTENSION: "extensions/",
    Kind.RETURN: "returns/",
    Kind.COSIGNER: "cosigners/",
}
# Pages that an act may lead back to, by the word behind ``next``: their names, and what else their address asks.
BACK = {
    "submitted": ("suggestions:desk", "queue=submitted&"),
    "accepted": ("suggestions:desk", "queue=accepted&"),
    "planned": ("suggestions:desk", "queue=planned&"),
    "waiting": ("suggestions:waiting", ""),
    "key": ("suggestions:priorities", ""),
    "inbox": ("suggestions:inbox", ""),
    "ledger": ("suggestions:ledger", ""),
    "mine": ("suggestions:mine", ""),
}


def addresses(*acts: Act) -> list[URLPattern]:
    """The address of each act; from here on it is offered wherever it is possible."""
    known.add(*acts)
    return [path(f"{PREFIXES[act.kind]}<int:pk>/{act.name}/", _view(act), name=act.name) for act in acts]


def _view(act: Act) -> Any:
    @require_http_methods(["GET", "POST"])
    def view(request: Any, pk: int) -> HttpResponse:
        return take(request, pk, act)

    return view


def take(request: Any, pk: int, act: Act) -> HttpResponse:
    """Show an act's form, or do the act; whatever is refused keeps what was typed."""
    found = queries.subject(request.actor, act.kind, pk)
    if found is None:
        return _gone(request, act)
    if request.method != "POST":
        form = (
            None
            if _closed(request, found, act)
            else act.form(initial=_initial(request, found), **_more(request, found, act))
        )
        return _refused(request, found, act) if form is None else _page(request, found, act, form)
    form = act.form(request.POST, request.FILES, **_more(request, found, act))
    seen = request.POST.get("revision", "")
    if seen.isdecimal() and seen != str(found.bearer.revision) and _may_be_late(request, found, act):
        return _stale(request, found, act, form)
    if _closed(request, found, act):
        return _refused(request, found, act)
    if not form.is_valid():
        return _page(request, found, act, form, status=422)
    try:
        act.perform(found.thing, form.cleaned_data, {"actor": request.actor, "at": timezone.now()})
    except StaleState:
        fresh = queries.subject(request.actor, act.kind, pk)
        return _gone(request, act) if fresh is None else _stale(request, fresh, act, form)
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return _page(request, found, act, form, status=422)
    return _done(request, found, act, form.cleaned_data.get("next", ""))


def _may_be_late(request: Any, found: Found, act: Act) -> bool:
    """Whether the act is this reader's business; who has answered a request to sign was asked, and is just late."""
    return act.kind == Kind.COSIGNER or grants.allowed(request.actor, act.asked, found.asked)


def _more(request: Any, found: Found, act: Act) -> dict[str, Any]:
    return act.options(request, found.thing)


def _initial(request: Any, found: Found) -> dict[str, Any]:
    return {"revision": found.bearer.revision, "next": request.GET.get("next", "")}


def _done(request: Any, found: Found, act: Act, back: str) -> HttpResponse:
    suggestion = found.suggestion
    messages.success(request, gettext(act.done) % {"title": suggestion.title})
    # The name of the draft that the browser may now let go of.
    done = f"done={act.name}.{found.thing.pk}"
    if back in BACK:
        name, more = BACK[back]
        url = f"{reverse(name)}?{more}after={suggestion.pk}&{done}"
    else:
        visible = queries.visible_to(request.actor).filter(pk=suggestion.pk).exists()
        page = reverse("suggestions:detail", args=[suggestion.pk]) if visible else reverse("suggestions:list")
        url = f"{page}?{done}"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _page(request: Any, found: Found, act: Act, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    names = {"title": found.suggestion.title, "organ": standing.organ_of(found.thing)}
    context = about(found) | {
        "act": act,
        "act_url": reverse(f"suggestions:{act.name}", args=[found.thing.pk]),
        "verb": gettext(act.verb),
        "effect": gettext(act.effect) % names if act.effect else "",
        "form": form,
        "has_files": form.is_multipart(),
        "back_url": back_url(request, found),
        **act.context(request, found.thing),
        **more,
    }
    return render_page(request, act.template, context, partial="act", status=status)


def about(found: Found) -> dict[str, Any]:
    """The suggestion, and the organ's part where there is one, as every act's page names them."""
    suggestion = found.suggestion
    return {
        "suggestion": suggestion,
        "thing": found.thing,
        "number": standing.numbered(suggestion),
        "state": gettext(State(suggestion.state).label),
        "chip": standing.CHIPS.get(State(suggestion.state), ""),
        "organ": standing.organ_of(found.thing),
    }


def back_url(request: Any, found: Found) -> str:
    """Where the reader came from: one of the pages of work, or the suggestion."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if back in BACK:
        name, more = BACK[back]
        return f"{reverse(name)}?{more}suggestion={found.suggestion.pk}"
    return reverse("suggestions:detail", args=[found.suggestion.pk])


def _stale(request: Any, found: Found, act: Act, form: Any) -> HttpResponse:
    """Someone else was first: show who and what, and keep what was typed."""
    full, today = queries.in_full(request.actor, found.suggestion.pk), timezone.localdate()
    if full is None:
        return _gone(request, act)
    form.seen_again(found.bearer.revision)
    form.errors.clear()
    lines = standing.readable(request.actor, full)
    more = {
        "stale": standing.moved(lines, today=today),
        "entries": standing.history(full, lines[:3], today=today),
        "is_closed": not act.open_to(request.actor, found),
        "typed": typed(request, act),
        "turn": standing.turn(full),
        "acts": standing.offers(request.actor, full),
    }
    return _page(request, found, act, form, status=409, **more)


def typed(request: Any, act: Act) -> list[str]:
    """What the person wrote in words, to be copied when it cannot be sent any more."""
    plain = [name for name, field in act.form.base_fields.items() if hasattr(field, "strip") and name != "next"]
    return [value for name in plain if (value := request.POST.get(name, "").strip())]


def _gone(request: Any, act: Act) -> HttpResponse:
    """The same answer whether it never was or is no longer this reader's; what was typed is shown."""
    words = typed(request, act) if request.method == "POST" else []
    if not words:
        raise Http404
    return render_page(request, "suggestions/act_gone.html", {"typed": words}, partial="act", status=404)


def _closed(request: Any, found: Found, act: Act) -> NotPermitted | RuleBroken | None:
    """Why the act is not open to this reader now; None where it is open."""
    if not grants.allowed(request.actor, act.asked, found.asked):
        return NotPermitted(act.asked, "这件建议不由您这样办，您可以查看")
    if act.leaves_from(found):
        return None
    refusal = act.against(found.thing)
    if refusal is not None:
        return refusal
    flow_state = act.flow.states(found.bearer.state) if act.steps else State(found.suggestion.state)
    return RuleBroken("wrong-state", "“%(state)s”的事项不能%(step)s", state=flow_state.label, step=act.verb)


def _refused(request: Any, found: Found, act: Act) -> HttpResponse:
    """Why the act is not open, with what is."""
    refusal = _closed(request, found, act)
    full = queries.in_full(request.actor, found.suggestion.pk)
    if refusal is None or full is None:
        raise Http404
    context = about(found) | {
        "verb": gettext(act.verb),
        "reason": say(refusal),
        "turn": standing.turn(full),
        "acts": standing.offers(request.actor, full),
    }
    return render_page(request, "suggestions/act_closed.html", context, partial="act", status=refusal.status)
