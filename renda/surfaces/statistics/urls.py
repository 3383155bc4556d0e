"""Addresses of the tables."""

from django.urls import path

from renda.surfaces.statistics.views import rows, suggestions, tables

app_name = "statistics"
urlpatterns = [
    path("", tables.index, name="index"),
    path("suggestions/", suggestions.index, name="suggestions-index"),
    path("suggestions/<str:code>/", suggestions.congress, name="suggestions"),
    path("suggestions/<str:code>/below/", suggestions.below, name="suggestions-below"),
    path("suggestions/<str:code>/below/table.xlsx", suggestions.below_export, name="suggestions-below-export"),
    path("suggestions/<str:code>/<slug:table>.xlsx", suggestions.export, name="suggestions-export"),
    path("<str:code>/", tables.place, name="place"),
    path("<str:code>/table.xlsx", tables.export, name="export"),
    path("<str:code>/rows/<slug:figure>/", rows.listed, name="rows"),
    path("<str:code>/rows/<slug:figure>/table.xlsx", rows.export, name="rows-export"),
]
