"""Addresses of casework: the register and the matters under cases/, the citizen's pages at the root."""

from django.urls import path

from renda.capabilities.casework.views import cases, files, printing, public, register, todo, tracking
from renda.capabilities.casework.views.acts import desk, handling, reveal

app_name = "casework"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/similar/", register.similar, name="similar"),
    path("register/deputies/", register.deputy_names, name="deputy-names"),
    path("register/receipt/", register.receipt, name="receipt"),
    path("", cases.matters, name="list"),
    # The same list is called differently by those who use it; the navigation knows entries by their names.
    path("", cases.matters, name="ledger"),
    path("", cases.matters, name="received"),
    path("export/", cases.export, name="export"),
    path("todo/", todo.todo, name="todo"),
    path("todo/assign/", todo.assign_many, name="assign-many"),
    path("inbox/", todo.inbox, name="inbox"),
    path("<int:pk>/", cases.case, name="case"),
    path("<int:pk>/linked/", cases.linked, name="linked"),
    path("<int:pk>/sheet/", printing.sheet, name="sheet"),
    path("<int:pk>/assign/", desk.assign, name="assign"),
    path("<int:pk>/pass-on/", desk.pass_on, name="pass_on"),
    path("<int:pk>/settle-now/", desk.settle_now, name="settle_now"),
    path("<int:pk>/refuse/", desk.refuse, name="refuse"),
    path("<int:pk>/merge/", desk.merge, name="merge"),
    path("<int:pk>/raise/", desk.raise_suggestion, name="raise_suggestion"),
    path("<int:pk>/sign/", handling.sign, name="sign"),
    path("<int:pk>/hand-back/", handling.hand_back, name="hand_back"),
    path("<int:pk>/progress/", handling.report_progress, name="report_progress"),
    path("<int:pk>/answer/", handling.answer, name="answer"),
    path("<int:pk>/suggestion-result/", handling.answer_raised, name="answer_raised"),
    path("<int:pk>/take-back/", handling.take_back, name="take_back"),
    path("<int:pk>/send-back/", handling.send_back, name="send_back"),
    path("<int:pk>/tell/", handling.tell, name="tell"),
    path("<int:pk>/reopen/", handling.reopen, name="reopen"),
    path("<int:pk>/remind/", handling.remind, name="remind"),
    path("<int:pk>/follow-up/", handling.follow_up, name="follow_up"),
    path("<int:pk>/reveal/", reveal.reveal, name="reveal"),
]

public_urlpatterns = [
    path("s/<str:public_code>/report/", public.report, name="report"),
    path("s/<str:public_code>/report/receipt/", public.receipt, name="receipt"),
    path("s/<str:public_code>/report/receipt/noted/", public.receipt_noted, name="receipt-noted"),
    path("track/", tracking.track, name="track"),
    path("track/progress/", tracking.show, name="progress"),
    path("track/rate/", tracking.rate, name="rate"),
    path("track/leave/", tracking.leave, name="leave"),
    path("files/<int:pk>/<str:name>", files.download, name="file"),
]
