"""Addresses of motions and inquiries: the deputy's own, the lists, each thing with its acts."""

from __future__ import annotations

from django.urls import URLPattern, path

from renda.capabilities.motions.views import desks, detail, listing, writing
from renda.capabilities.motions.views.acts import answering, deciding, signing
from renda.capabilities.motions.views.acts.taking import Act, take
from renda.capabilities.motions.views.kinds import INQUIRIES, MOTIONS, Kind

app_name = "motions"


def _of(kind: Kind, at: str, *acts: Act) -> list[URLPattern]:
    """The list, the table, the page, the text and the acts of a kind of thing."""
    given = {"kind": kind}
    return [
        path(at, listing.listed, given, name=f"{kind.prefix}list"),
        path(f"{at}export/", listing.export, given, name=f"{kind.prefix}export"),
        path(f"{at}<int:pk>/", detail.one, given, name=f"{kind.prefix}one"),
        path(f"{at}<int:pk>/edit/", writing.edit, given, name=f"{kind.prefix}edit"),
        *(
            path(f"{at}<int:pk>/{act.address}/", take, {"kind": kind, "act": act}, name=f"{kind.prefix}{act.name}")
            for act in acts
        ),
    ]


urlpatterns = [
    path("mine/", desks.mine, name="mine"),
    path("sent/", desks.sent, name="sent"),
    path("inquiries/asked/", desks.asked, name="asked"),
    path("write/", writing.write, name="write"),
    path("register/", writing.register, name="register"),
    path("inquiries/write/", writing.write_inquiry, name="inquiry-write"),
    *_of(INQUIRIES, "inquiries/", *signing.OF_BOTH, signing.WITHDRAW_INQUIRY, *answering.OF_INQUIRIES),
    *_of(MOTIONS, "", *signing.OF_BOTH, signing.WITHDRAW, *deciding.OF_MOTIONS),
]
