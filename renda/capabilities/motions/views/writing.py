"""Writing a motion or an inquiry, changing a draft, and taking down an institution's motion at the office."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from renda.capabilities.motions import actions, queries, rules
from renda.capabilities.motions.forms import writing as forms
from renda.capabilities.motions.models import Motion
from renda.capabilities.motions.terms import Body
from renda.capabilities.motions.views import articles, standing
from renda.capabilities.motions.views.kinds import INQUIRIES, MOTIONS, Kind
from renda.foundation.accounts.models import Congress, Organ
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web import wording
from renda.foundation.web.page import add_refusal, render_page

either = require_http_methods(["GET", "POST"])


def _where(room: queries.Room) -> str:
    said = "%(congress)s常务委员会" if room.body == Body.COMMITTEE else "%(congress)s"
    return gettext(said) % {"congress": room.congress.name}


def _explained(room: queries.Room, kind: Kind) -> str:
    """How many must sign there, the article, and whether one can hand in now."""
    today, overlays = timezone.localdate(), tuple(room.congress.overlays)
    ask = rules.signatures_for_motion if kind is MOTIONS else rules.signatures_for_inquiry
    must = ask(room.body, room.congress.level, on=today, overlays=overlays)
    key = rules.signatures_key(is_inquiry=kind is INQUIRIES, body=room.body)
    article = articles.of(key, on=today, overlays=overlays)
    said = (
        "须%(n)s人以上联名%(article)s" if room.is_sitting else "须%(n)s人以上联名%(article)s；现在闭会，开会后才能提交"
    )
    cited = article.citation if article else must.citation
    return gettext(said) % {"n": must.number, "article": wording.in_brackets(cited)}


def _rooms(request: Any, kind: Kind) -> list[queries.Room]:
    """Where the reader may propose.

    Raises:
        NotPermitted: nowhere; only deputies in office propose.
    """
    found = queries.rooms(request.actor, timezone.localdate())
    if not found:
        raise NotPermitted("motions.draft", "只有本级人大的在任代表可以提出议案和质询案")
    return found


def _chosen(code: str) -> tuple[Any, str]:
    place_code, _, body = code.partition(".")
    return queries.congress_at(place_code), body


def _room_options(rooms: list[queries.Room], kind: Kind) -> dict[str, Any]:
    return {
        "rooms": [(room.code, _where(room)) for room in rooms],
        "explanations": {room.code: _explained(room, kind) for room in rooms},
    }


def _organs(place_codes: set[str]) -> dict[str, Any]:
    """The organs that can be asked; of several places each under its name."""
    known = queries.askable(place_codes, rules.ANSWERING)
    if len(place_codes) == 1:
        return {"organs": [(one.pk, one.name) for one in known]}
    by_place = groupby(known, key=lambda one: one.region.name)
    return {"organs": [(name, [(one.pk, one.name) for one in some]) for name, some in by_place]}


@either
def write(request: Any) -> HttpResponse:
    """Write a motion."""
    rooms = _rooms(request, MOTIONS)

    def begin(data: dict[str, Any]) -> Any:
        congress, body = _chosen(data["where"])
        return actions.write(congress, _text(data), body=body, actor=request.actor, at=timezone.now())

    return _begin(request, MOTIONS, forms.WriteMotion, _room_options(rooms, MOTIONS), begin)


@either
def write_inquiry(request: Any) -> HttpResponse:
    """Write an inquiry."""
    rooms = _rooms(request, INQUIRIES)
    options = _room_options(rooms, INQUIRIES) | _organs({room.congress.region_id for room in rooms})

    def begin(data: dict[str, Any]) -> Any:
        congress, body = _chosen(data["where"])
        question, organ = _question(data), _organ(data["organ"])
        return actions.write_inquiry(congress, question, organ=organ, body=body, actor=request.actor, at=timezone.now())

    return _begin(request, INQUIRIES, forms.WriteInquiry, options, begin)


@either
def register(request: Any) -> HttpResponse:
    """Take down the motion of an institution."""
    places = request.actor.places(Role.OFFICE)
    known = list(Congress.objects.filter(region_id__in=places).select_related("region").order_by("region_id"))
    if not known:
        raise NotPermitted("motions.draft", "国家机关提出的议案由本级人大机关登记")
    rooms = [
        queries.Room(congress, body, is_sitting=True)
        for congress in known
        for body in Body
        if body == Body.CONGRESS or congress.level != Level.TOWNSHIP
    ]
    options = {"rooms": [(room.code, _where(room)) for room in rooms]}

    def begin(data: dict[str, Any]) -> Any:
        congress, body = _chosen(data["where"])
        return actions.write(
            congress,
            _text(data),
            body=body,
            proposer=data["proposer"],
            proposer_name=data["proposer_name"],
            actor=request.actor,
            at=timezone.now(),
        )

    return _begin(request, MOTIONS, forms.Register, options, begin, title="登记国家机关提出的议案")


def _text(data: dict[str, Any]) -> actions.Text:
    return actions.Text(data["title"], data["grounds"], data["plan"])


def _question(data: dict[str, Any]) -> actions.Question:
    return actions.Question(data["title"], data["questions"], data["content"])


def _organ(pk: int | None) -> Organ | None:
    return Organ.objects.filter(pk=pk, is_active=True).first() if pk is not None else None


TITLES = {"motion": "写议案", "inquiry": "写质询案"}


def _begin(request: Any, kind: Kind, form_class: Any, options: Any, begin: Any, *, title: str = "") -> HttpResponse:
    """Show the form, or keep what was written and go on to the thing's page."""
    draft = f"motions.{kind.code}.{form_class.__name__.lower()}"
    context = {
        "kind": kind,
        "page_title": gettext(title or TITLES[kind.code]),
        "back_url": reverse("motions:list") if title else reverse("motions:mine"),
        "draft": draft,
    }
    if request.method != "POST":
        rooms = options["rooms"]
        initial = {"where": rooms[0][0]} if len(rooms) == 1 else {}
        return render_page(request, "motions/write.html", context | {"form": form_class(initial=initial, **options)})
    form = form_class(request.POST, **options)
    if form.is_valid():
        try:
            thing = begin(form.cleaned_data)
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已存为草稿：%(title)s") % {"title": thing.title})
            return redirect(f"{kind.url('one', thing.pk)}?done={draft}")
    return render_page(request, "motions/write.html", context | {"form": form}, status=422)


@either
def edit(request: Any, pk: int, kind: Kind) -> HttpResponse:
    """Change what is written so far."""
    thing = kind.one(request.actor, pk)
    if thing is None:
        raise Http404
    grants.require(request.actor, "motions.submit", thing)
    form_class = forms.WriteMotion if kind is MOTIONS else forms.WriteInquiry
    options: dict[str, Any] = {} if kind is MOTIONS else _organs({thing.place_code})
    if request.method != "POST":
        if thing.state not in standing.EDITABLE:
            raise RuleBroken("not-editable", "“%(state)s”的事项不能修改", state=kind.states(thing.state).label)
        names = ("title", "grounds", "plan") if kind is MOTIONS else ("title", "questions", "content")
        given = {name: getattr(thing, name) for name in names} | {"revision": thing.revision}
        if kind is INQUIRIES:
            given["organ"] = thing.organ_id
        return _edited(request, kind, thing, form_class(initial=given, **options))
    form = form_class(request.POST, **options)
    if not form.is_valid():
        return _edited(request, kind, thing, form, status=422)
    try:
        thing.revision = form.cleaned_data["revision"]
        _save(thing, form.cleaned_data, actor=request.actor, at=timezone.now())
    except StaleState:
        fresh = kind.one(request.actor, pk)
        lines = queries.lines(fresh)
        said = standing.moved(lines, today=timezone.localdate())
        form.data = {**request.POST.dict(), "revision": str(fresh.revision)}
        return _edited(request, kind, fresh, form, status=409, stale=said)
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return _edited(request, kind, thing, form, status=422)
    messages.success(request, gettext("已保存：%(title)s") % {"title": thing.title})
    return redirect(f"{kind.url('one', pk)}?done={_draft(kind, pk)}")


def _save(thing: Any, data: dict[str, Any], **who: Any) -> None:
    if isinstance(thing, Motion):
        actions.save(thing, _text(data), **who)
    else:
        actions.save_inquiry(thing, _question(data), organ=_organ(data["organ"]), **who)


def _draft(kind: Kind, pk: int) -> str:
    return f"{kind.code}.edit.{pk}"


def _edited(request: Any, kind: Kind, thing: Any, form: Any, *, status: int = 200, stale: str = "") -> HttpResponse:
    others = max(0, thing.signer_count - 1) if thing.lead_id is not None else 0
    said = gettext("已有%(n)s人同意联名；改动内容以后要重新确认。")
    context = {
        "kind": kind,
        "form": form,
        "page_title": gettext("修改%(kind)s") % {"kind": kind.name},
        "back_url": kind.url("one", thing.pk),
        "draft": _draft(kind, thing.pk),
        "meter": standing.meter(thing, today=timezone.localdate()),
        "warning": said % {"n": others} if others else "",
        "stale": stale,
    }
    return render_page(request, "motions/write.html", context, status=status)
