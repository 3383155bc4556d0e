"""Every address of the house, by capability and surface."""

from __future__ import annotations

from django.urls import include, path

from renda.foundation.web.health import health

urlpatterns = [
    path("", include("renda.surfaces.workbench.urls")),
    path("health", health, name="health"),
    path("accounts/", include("renda.foundation.accounts.urls")),
    path("deputies/", include("renda.capabilities.deputies.urls")),
]

handler400 = "renda.foundation.web.faults.bad_request"
handler403 = "renda.foundation.web.faults.forbidden"
handler404 = "renda.foundation.web.faults.not_found"
handler500 = "renda.foundation.web.faults.broken"
