"""Every address of the house, by capability and surface."""

from __future__ import annotations

from django.urls import include, path

from renda.capabilities.casework import urls as casework_urls
from renda.capabilities.stations import urls as station_urls
from renda.foundation.web.health import health

urlpatterns = [
    path("", include("renda.surfaces.workbench.urls")),
    path("health", health, name="health"),
    path("accounts/", include("renda.foundation.accounts.urls")),
    path("notices/", include("renda.foundation.notices.urls")),
    path("calendar/", include("renda.foundation.workdays.urls")),
    path("documents/", include("renda.foundation.documents.urls")),
    path("cases/", include("renda.capabilities.casework.urls")),
    path("", include((casework_urls.public_urlpatterns, "reporting"))),
    path("motions/", include("renda.capabilities.motions.urls")),
    path("deputies/", include("renda.capabilities.deputies.urls")),
    path("stations/", include("renda.capabilities.stations.urls")),
    path("suggestions/", include("renda.capabilities.suggestions.urls")),
    path("statistics/", include("renda.surfaces.statistics.urls")),
    path("s/", include(station_urls.public_urlpatterns)),
]

handler400 = "renda.foundation.web.faults.bad_request"
handler403 = "renda.foundation.web.faults.forbidden"
handler404 = "renda.foundation.web.faults.not_found"
handler500 = "renda.foundation.web.faults.broken"
