"""Writing a suggestion: the congress first where there are several, saved by itself, and never over somebody else's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import replace_url

from renda.capabilities.suggestions import actions, queries
from renda.capabilities.suggestions.forms import deputy as forms
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.queries import deputy as deputy_queries
from renda.capabilities.suggestions.queries import linked
from renda.capabilities.suggestions.queries.listing import key_id
from renda.capabilities.suggestions.terms import EDITABLE_STATES, Happening, Openness, State
from renda.capabilities.suggestions.views import detail
from renda.capabilities.suggestions.views.acts.deputy import said_of_session
from renda.foundation.errors import NotPermitted, RuleBroken, StaleState
from renda.foundation.policy import grants
from renda.foundation.web.page import add_refusal, render_page, say

THEN = {"cosign": "suggestions:ask_cosigners", "submit": "suggestions:submit"}
either = require_http_methods(["GET", "POST"])


@dataclass
class Sheet:
    """What is being written: the draft, where it is kept already, and the seat it is written from."""

    place_code: str
    key: str
    suggestion: Suggestion | None = None
    seat: Any = None

    @property
    def has_delegation(self) -> bool:
        """Whether it can be made in a delegation's name."""
        if self.suggestion is not None:
            return bool(self.suggestion.delegation_name)
        return self.seat is not None and self.seat.delegation_id is not None

    @property
    def draft(self) -> str:
        """The browser's name for what is typed; the same before and after the first saving."""
        return f"suggestions.write.{self.key}"


@either
def write(request: Any) -> HttpResponse:
    """Begin a suggestion; a deputy of several congresses chooses first to which."""
    if request.method == "POST":
        return _taken(request, _posted(request))
    seats = deputy_queries.seats(request.actor)
    if not seats:
        raise NotPermitted("suggestions.draft", "只有本级人大的在任代表可以提出建议")
    wanted = request.GET.get("place", "")
    seat = next((one for one in seats if one.place_code == wanted), seats[0] if len(seats) == 1 else None)
    if seat is None:
        return render_page(request, "suggestions/write_where.html", {"seats": seats})
    sheet = Sheet(seat.place_code, deputy_queries.next_key(request.actor, seat.place_code), seat=seat)
    start = {"key": sheet.key, "place": sheet.place_code}
    return _page(request, sheet, forms.Write(initial=start, has_delegation=sheet.has_delegation))


@either
def edit(request: Any, pk: int) -> HttpResponse:
    """Go on with what is written so far."""
    sheet = _known(request, pk)
    if request.method == "POST":
        return _taken(request, sheet)
    suggestion = sheet.suggestion
    if suggestion is None or suggestion.state not in EDITABLE_STATES:
        return redirect("suggestions:detail", pk=pk)
    return _page(request, sheet, forms.Write(initial=_written(suggestion), has_delegation=sheet.has_delegation))


@require_POST
def autosave(request: Any) -> HttpResponse:
    """Keep what is typed so far; answers with the line that says so, or with what stands against it."""
    sheet = _posted(request)
    form = forms.Write(request.POST, has_delegation=sheet.has_delegation)
    if not form.is_valid():
        reason = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return _line(request, sheet, reason=reason, status=422)
    if sheet.suggestion is None and not _is_anything(form.cleaned_data):
        return _line(request, sheet)
    is_new = sheet.suggestion is None
    try:
        sheet.suggestion = _kept(request, sheet, form.cleaned_data)
    except StaleState:
        return _line(request, _again(request, sheet), is_stale=True, status=409)
    except RuleBroken as refusal:
        return _line(request, sheet, reason=say(refusal), status=422)
    response = _line(request, sheet, is_saved=True, is_new=is_new)
    return replace_url(response, reverse("suggestions:edit", args=[sheet.suggestion.pk])) if is_new else response


# ---- what is being written


def _known(request: Any, pk: int) -> Sheet:
    suggestion = queries.one(request.actor, pk)
    if suggestion is None:
        raise Http404
    grants.require(request.actor, "suggestions.write", suggestion)
    return Sheet(suggestion.place_code, suggestion.submission_key or str(pk), suggestion)


def _posted(request: Any) -> Sheet:
    """The sheet a form was sent from: kept already, begun under its key, or not yet begun."""
    pk = key_id(request.POST.get("pk", ""))
    if pk is not None:
        return _known(request, pk)
    key, place_code = request.POST.get("key", "")[:36], request.POST.get("place", "")
    begun = deputy_queries.begun(request.actor, key)
    if begun is not None:
        return Sheet(begun.place_code, key, begun)
    seat = next((one for one in deputy_queries.seats(request.actor) if one.place_code == place_code), None)
    if seat is None:
        raise NotPermitted("suggestions.draft", "只有本级人大的在任代表可以提出建议")
    return Sheet(seat.place_code, key, seat=seat)


def _again(request: Any, sheet: Sheet) -> Sheet:
    """The sheet as it is kept now."""
    if sheet.suggestion is not None:
        return _known(request, sheet.suggestion.pk)
    return Sheet(sheet.place_code, sheet.key, deputy_queries.begun(request.actor, sheet.key))


def _written(suggestion: Suggestion) -> dict[str, Any]:
    names = ("title", "situation", "analysis", "advice", "subject", "origin", "wished_organ", "is_by_delegation")
    openness = Openness.OPEN if suggestion.may_publish else Openness.CLOSED
    return {name: getattr(suggestion, name) for name in names} | {
        "openness": (Openness.SECRET if suggestion.wishes_secrecy else openness).value,
        "key": suggestion.submission_key or "",
        "place": suggestion.place_code,
    }


def _is_anything(data: dict[str, Any]) -> bool:
    return any(data[name].strip() for name in ("title", "situation", "analysis", "advice"))


def _text(data: dict[str, Any]) -> actions.Text:
    return actions.Text(
        title=data["title"],
        situation=data["situation"],
        analysis=data["analysis"],
        advice=data["advice"],
        subject=data["subject"],
        origin=data["origin"],
        wished_organ=data["wished_organ"],
        may_publish=data["openness"] == Openness.OPEN,
        wishes_secrecy=data["openness"] == Openness.SECRET,
        is_by_delegation=data.get("is_by_delegation", False),
    )


def _kept(request: Any, sheet: Sheet, data: dict[str, Any]) -> Suggestion:
    """The draft with this text.

    Raises:
        StaleState: another text was kept meanwhile, from another page or device.
    """
    text, who = _text(data), {"actor": request.actor, "at": timezone.now()}
    if sheet.suggestion is None:
        begun = actions.write(sheet.seat.term.congress, text, key=sheet.key, **who)
        if not _says(begun, text):
            raise StaleState("save_draft")
        return begun
    if _says(sheet.suggestion, text):
        return sheet.suggestion
    if request.POST.get("revision", "") != str(sheet.suggestion.revision):
        raise StaleState("save_draft")
    return actions.save_draft(sheet.suggestion, text, **who)


def _says(suggestion: Suggestion, text: actions.Text) -> bool:
    return all(getattr(suggestion, name) == value for name, value in text.fields().items())


# ---- what is shown


def _taken(request: Any, sheet: Sheet) -> HttpResponse:
    """Keep what was sent and go on to where the button leads; what is refused keeps what was typed."""
    form = forms.Write(request.POST, has_delegation=sheet.has_delegation)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    try:
        suggestion = _kept(request, sheet, form.cleaned_data)
    except StaleState:
        return _page(request, _again(request, sheet), form, status=409, is_stale=True)
    except RuleBroken as refusal:
        add_refusal(form, refusal)
        return _page(request, sheet, form, status=422)
    then = request.POST.get("then", "")
    done = f"done={sheet.draft}"
    if then in THEN:
        return redirect(f"{reverse(THEN[then], args=[suggestion.pk])}?{done}")
    return redirect(f"{reverse('suggestions:mine')}?{done}")


def _other(sheet: Sheet) -> dict[str, Any]:
    """The text that was kept meanwhile, to be compared and copied from."""
    suggestion = sheet.suggestion
    return {"other": detail.texts_of(suggestion), "other_title": suggestion.title} if suggestion is not None else {}


def _line(request: Any, sheet: Sheet, *, is_stale: bool = False, status: int = 200, **more: Any) -> HttpResponse:
    """The line below the text: saved when, not saved why, or changed elsewhere."""
    suggestion = sheet.suggestion
    context = {
        "suggestion": suggestion,
        "revision": request.POST.get("revision", "") if is_stale or suggestion is None else suggestion.revision,
        "saved_at": f"{localtime(timezone.now()):%H:%M:%S}",
        "is_stale": is_stale,
        "draft": sheet.draft,
        "files": [],
        "file_form": forms.AddFiles(),
        **(_other(sheet) if is_stale else {}),
        **more,
    }
    return render_page(request, "suggestions/write_saved.html", context, status=status)


def _page(request: Any, sheet: Sheet, form: Any, *, status: int = 200, is_stale: bool = False) -> HttpResponse:
    suggestion = sheet.suggestion
    if suggestion is not None and suggestion.state not in EDITABLE_STATES:
        raise RuleBroken("not-editable", "“%(state)s”的建议不能修改", state=State(suggestion.state).label)
    congress = suggestion.congress if suggestion is not None else sheet.seat.term.congress
    context = {
        "form": form,
        "suggestion": suggestion,
        "congress": congress,
        "action_url": reverse("suggestions:edit", args=[suggestion.pk]) if suggestion else reverse("suggestions:write"),
        "revision": suggestion.revision if suggestion else "",
        "draft": sheet.draft,
        "session": "" if suggestion and suggestion.submitted_on else said_of_session(sheet.place_code),
        "files": deputy_queries.files_of(suggestion) if suggestion else [],
        "file_form": forms.AddFiles(),
        "linked": linked.of(suggestion) if suggestion else [],
        "asked_for": _asked_for(suggestion),
        "may_cosign": suggestion is None or suggestion.state == State.DRAFT,
        "page_title": gettext("补充建议") if suggestion and suggestion.submitted_on else gettext("写建议"),
        "is_stale": is_stale,
        **(_other(sheet) if is_stale else {}),
    }
    return render_page(request, "suggestions/write.html", context, status=status)


def _asked_for(suggestion: Suggestion | None) -> str:
    """What the office said when it sent the suggestion back."""
    if suggestion is None or suggestion.state != State.SUPPLEMENT:
        return ""
    lines = queries.timeline(suggestion)
    return next((line.text for line in lines if line.verb == Happening.SEND_BACK), "")
