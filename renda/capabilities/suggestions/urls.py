"""Addresses of suggestions: the list and the page of one, the acts, the desk of the office."""

from django.urls import path

from renda.capabilities.suggestions.views import (
    desk,
    detail,
    handover,
    issuing,
    letters,
    listing,
    organ,
    papers,
    past,
    priorities,
    promises,
    radar,
    together,
)
from renda.capabilities.suggestions.views.acts import addresses, deputy, office, replying, running, supervising
from renda.capabilities.suggestions.views.acts import organ as organ_acts
from renda.capabilities.suggestions.views.deputy import files, mine, writing

app_name = "suggestions"
urlpatterns = [
    path("", listing.suggestions, name="list"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/radar/", radar.panel, name="radar"),
    path("<int:pk>/repeats/", radar.repeats, name="repeats"),
    path("radar/", radar.drafting, name="radar-draft"),
    *addresses(*office.ACTS, *running.ACTS, *supervising.ACTS),
    path("mine/", mine.mine, name="mine"),
    path("write/", writing.write, name="write"),
    path("autosave/", writing.autosave, name="autosave"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/files/", files.change, name="files"),
    path("<int:pk>/opened/", mine.opened, name="opened"),
    path("papers/<int:pk>/<str:name>", files.download, name="file"),
    *addresses(*deputy.ACTS),
    path("export/", listing.export, name="export"),
    path("desk/", desk.desk, name="desk"),
    path("waiting/", desk.waiting, name="waiting"),
    *(path(f"together/{name}/", together.view(name), name=name) for name in together.ACTS),
    path("hand-over/", handover.hand_over, name="hand-over"),
    path("hand-over/list/", handover.paper, name="hand-over-list"),
    path("hand-over/export/", handover.export, name="hand-over-export"),
    path("hand-over/notice/", issuing.hand_over, name="hand-over-notice"),
    path("past/", past.send, name="past"),
    path("past/template.xlsx", past.template, name="past-template"),
    path("past/<int:pk>/", past.detail, name="past-upload"),
    path("past/<int:pk>/keep/", past.keep, name="past-keep"),
    path("past/<int:pk>/errors.xlsx", past.errors, name="past-errors"),
    path("report/", issuing.report, name="report"),
    path("hand-over/move/", handover.move, name="move-day"),
    path("key/", priorities.priorities, name="priorities"),
    path("key/announce/", priorities.announce, name="announce"),
    path("inbox/", organ.inbox, name="inbox"),
    path("inbox/export/", organ.export, name="inbox-export"),
    path("inbox/sign/", organ.sign_many, name="sign-many"),
    path("parts/<int:pk>/preview/", letters.preview, name="reply-preview"),
    path("replies/<int:pk>/letter.docx", letters.word, name="reply-word"),
    path("replies/<int:pk>/consultation.docx", letters.consultation, name="consultation"),
    path("replies/papers/<int:pk>/<str:name>", papers.download, name="reply-file"),
    path("<int:pk>/paper.docx", letters.paper, name="paper"),
    path("promises/", promises.listing, name="ledger"),
    path("promises/export/", promises.export, name="ledger-export"),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    *addresses(*organ_acts.ACTS, *replying.ACTS),
]
