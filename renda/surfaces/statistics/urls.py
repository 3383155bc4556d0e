"""Addresses of the tables."""

from django.urls import path

from renda.surfaces.statistics.views import rows, tables

app_name = "statistics"
urlpatterns = [
    path("", tables.index, name="index"),
    path("<str:code>/", tables.place, name="place"),
    path("<str:code>/table.xlsx", tables.export, name="export"),
    path("<str:code>/rows/<slug:figure>/", rows.listed, name="rows"),
    path("<str:code>/rows/<slug:figure>/table.xlsx", rows.export, name="rows-export"),
]
