"""Addresses of the tables."""

from django.urls import path

from renda.surfaces.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.place, name="place"),
    path("<str:code>/table.xlsx", views.export, name="export"),
    path("<str:code>/rows/<slug:figure>/", views.rows, name="rows"),
]
