"""Addresses of casework: the register and the matters under cases/, the citizen's pages at the root."""

from django.urls import path

from renda.capabilities.casework.views import files, public, register, tracking

app_name = "casework"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/similar/", register.similar, name="similar"),
    path("register/deputies/", register.deputy_names, name="deputy-names"),
    path("register/receipt/", register.receipt, name="receipt"),
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
