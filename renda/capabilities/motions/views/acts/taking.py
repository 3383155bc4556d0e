"""How every act is taken: found, looked at together with its revision, done once, or refused with its article."""

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
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from renda.capabilities.motions import queries
from renda.capabilities.motions.forms import acts as forms
from renda.capabilities.motions.views import articles, standing
from renda.capabilities.motions.views.kinds import MOTIONS, Kind
from renda.foundation.errors import NotPermitted, Refusal, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page, say

Perform = Callable[[Any, dict[str, Any], dict[str, Any]], Any]
NO_KEY = ""


def _itself(_actor: Any, thing: Any) -> Any:
    return thing


@dataclass(frozen=True)
class Act:
    """One act as a page: what it asks, what it does, the article behind it, what it says before and after.

    ``steps`` are the steps of the workflow behind it; ``permission`` and ``states`` stand for acts that move nothing,
    where ``subject`` is what the permission is asked for.
    """

    name: str
    form: type[forms.Plain]
    perform: Perform
    verb: str
    done: str
    effect: str | Callable[[Any, Any], str] = ""
    steps: tuple[str, ...] = ()
    permission: str = ""
    states: tuple[str, ...] = ()
    subject: Callable[[Any, Any], Any] = _itself
    article: Callable[[Any], str] = field(default=lambda _thing: NO_KEY)
    hindrance: Callable[[Any, Any], Refusal | None] = field(default=lambda _actor, _thing: None)
    template: str = "motions/act.html"
    options: Callable[[Any, Any], dict[str, Any]] = field(default=lambda _request, _thing: {})
    initial: Callable[[Any, Any], dict[str, Any]] = field(default=lambda _actor, _thing: {})
    is_final: bool = False
    shows_meter: bool = False

    @property
    def address(self) -> str:
        """The last part of its address."""
        return self.name.replace("_", "-")

    def refusal(self, actor: Any, kind: Kind, thing: Any) -> Refusal | None:
        """Why the act is not open to this reader now; None where it is."""
        steps = [kind.flow.step(name) for name in self.steps]
        asked = [step.permission for step in steps] or [self.permission]
        if not any(grants.allowed(actor, one, self.subject(actor, thing)) for one in asked):
            return NotPermitted(asked[0], "这件事不由您办理，您可以查看，不能这样办")
        leaves = [state for step in steps for state in step.source] or self.states
        if thing.state not in leaves:
            label = kind.states(thing.state).label
            return RuleBroken("wrong-state", "“%(state)s”的事项不能%(step)s", state=label, step=self.verb)
        return self.hindrance(actor, thing)


@require_http_methods(["GET", "POST"])
def take(request: Any, pk: int, kind: Kind, act: Act) -> HttpResponse:
    """Show an act's form, or do the act; whatever is refused keeps what was typed."""
    thing = kind.one(request.actor, pk)
    if thing is None:
        return _gone(request, kind, act)
    refusal = act.refusal(request.actor, kind, thing)
    options = act.options(request, thing) if refusal is None else {}
    if request.method != "POST":
        if refusal is not None:
            return _closed(request, kind, act, thing, refusal)
        given = {"revision": thing.revision} | act.initial(request.actor, thing)
        return _page(request, kind, act, thing, act.form(initial=given, **options))
    form = act.form(request.POST, request.FILES, **options)
    if isinstance(refusal, NotPermitted):
        return _closed(request, kind, act, thing, refusal)
    seen = request.POST.get("revision", "")
    if seen.isdecimal() and seen != str(thing.revision):
        return _stale(request, kind, act, thing, form)
    if refusal is not None:
        return _closed(request, kind, act, thing, refusal)
    if not form.is_valid():
        return _page(request, kind, act, thing, form, status=422)
    try:
        act.perform(thing, form.cleaned_data, {"actor": request.actor, "at": timezone.now()})
    except StaleState:
        fresh = kind.one(request.actor, pk)
        return _gone(request, kind, act) if fresh is None else _stale(request, kind, act, fresh, form)
    except RuleBroken as broken:
        add_refusal(form, broken)
        return _page(request, kind, act, thing, form, status=422)
    return _done(request, kind, act, thing)


def _done(request: Any, kind: Kind, act: Act, thing: Any) -> HttpResponse:
    messages.success(request, gettext(act.done) % {"title": thing.title})
    visible = kind.one(request.actor, thing.pk) is not None
    # The name of the draft that the browser may now let go of.
    done = f"done={kind.code}.{act.name}.{thing.pk}"
    url = f"{kind.url('one', thing.pk) if visible else reverse('motions:mine')}?{done}"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _page(request: Any, kind: Kind, act: Act, thing: Any, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    effect = act.effect if isinstance(act.effect, str) else act.effect(request.actor, thing)
    context = about(kind, thing) | {
        "act": act,
        "act_url": kind.url(act.name, thing.pk),
        "draft": f"{kind.code}.{act.name}.{thing.pk}",
        "verb": gettext(act.verb),
        "effect": gettext(effect) % {"who": standing.decider(thing)} if isinstance(act.effect, str) else effect,
        "article": articles.behind(thing, act.article(thing), on=today),
        "form": form,
        "meter": standing.meter(thing, today=today),
        "shows_meter": act.shows_meter,
        **more,
    }
    return render_page(request, act.template, context, partial="act", status=status)


def about(kind: Kind, thing: Any) -> dict[str, Any]:
    """The motion or inquiry as every act's page names it."""
    return {
        "kind": kind,
        "thing": thing,
        "number": standing.number(thing.number, thing.series),
        "state": gettext(kind.states(thing.state).label),
        "chip": standing.CHIPS.get(thing.state, ""),
        "one_url": kind.url("one", thing.pk),
        "turn": standing.turn(thing),
        "is_motion": kind is MOTIONS,
        "questions": [] if kind is MOTIONS else standing.questions(thing),
    }


def _stale(request: Any, kind: Kind, act: Act, thing: Any, form: Any) -> HttpResponse:
    """Someone else was first: show who and what, and keep what was typed."""
    lines, today = queries.lines(thing), timezone.localdate()
    form.seen_again(thing.revision)
    form.errors.clear()
    more = {
        "stale": standing.moved(lines, today=today),
        "entries": standing.history(thing, lines[:3], today=today),
        "is_closed": act.refusal(request.actor, kind, thing) is not None,
        "typed": typed(request, act),
    }
    return _page(request, kind, act, thing, form, status=409, **more)


def typed(request: Any, act: Act) -> list[str]:
    """What the person wrote in words, to be copied when it cannot be sent any more."""
    names = [name for name in ("names", "reason", "text", "answered_by") if name in act.form.base_fields]
    return [value for name in names if (value := request.POST.get(name, "").strip())]


def _gone(request: Any, kind: Kind, act: Act) -> HttpResponse:
    """The same answer whether it never was or is no longer this reader's; what was typed is shown."""
    said = typed(request, act) if request.method == "POST" else []
    if not said:
        raise Http404
    context = {"typed": said, "list_url": kind.url("list")}
    return render_page(request, "motions/act_gone.html", context, partial="act", status=404)


def _closed(request: Any, kind: Kind, act: Act, thing: Any, refusal: Refusal) -> HttpResponse:
    signers, today = queries.signers(thing), timezone.localdate()
    context = about(kind, thing) | {
        "verb": gettext(act.verb),
        "reason": say(refusal),
        "acts": standing.offers(request.actor, thing, signers, today=today),
    }
    return render_page(request, "motions/act_closed.html", context, partial="act", status=refusal.status)
