"""Photos of a station: the page that keeps them, and the pictures for those who may see them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from renda.capabilities.stations.actions import photos as actions
from renda.capabilities.stations.forms import stations as forms
from renda.capabilities.stations.models import LiaisonStation
from renda.capabilities.stations.queries import stations as station_queries
from renda.capabilities.stations.views import finding
from renda.capabilities.stations.views.stations import trail
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.web.page import add_refusal, render_page


@require_http_methods(["GET", "POST"])
def manage(request: Any, pk: int) -> HttpResponse:
    """The photos of a station, with a form for more."""
    station = finding.station(request, pk, "stations.manage")
    is_post = request.method == "POST"
    form = forms.Photos(request.POST if is_post else None, request.FILES if is_post else None)
    if is_post and form.is_valid():
        try:
            checked = [store.check(one, one.name, one.size) for one in form.cleaned_data["photos"]]
            actions.add_photos(station, photos=checked, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("stations:photos", pk=pk)
    context = {
        "form": form,
        "station": station,
        "photos": station_queries.photos_of(station),
        "trail": trail(station, gettext("照片")),
        "cancel_url": reverse("stations:detail", args=[pk]),
    }
    return render_page(request, "stations/photos.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Any, pk: int, photo: int) -> HttpResponse:
    """Take a photo away."""
    station = finding.station(request, pk, "stations.manage")
    found = station_queries.photo_of(station, photo)
    if found is None:
        raise Http404
    actions.remove_photo(station, found, actor=request.actor, at=timezone.now())
    messages.success(request, gettext("已去掉照片"))
    return redirect("stations:photos", pk=pk)


def _picture(station: LiaisonStation | None, pk: int) -> FileResponse:
    found = station_queries.photo_of(station, pk) if station else None
    if found is None:
        raise Http404
    return FileResponse(store.location(found).open("rb"), content_type=found.content_type, filename=found.name)


@require_safe
def picture(request: Any, pk: int, photo: int) -> FileResponse:
    """A photo of a station, for those who may see it."""
    return _picture(finding.station(request, pk), photo)


@login_not_required
@require_safe
def public_picture(_request: Any, public_code: str, photo: int) -> FileResponse:
    """A photo of an open station, for everybody."""
    return _picture(station_queries.by_public_code(public_code), photo)
