"""Addresses of the first page, of finding a station, and of the law calculator."""

from django.urls import path

from renda.surfaces.workbench.views import home, law

app_name = "workbench"
urlpatterns = [
    path("", home.home, name="home"),
    path("law/", law.calculator, name="law"),
    path("law/key/<str:key>/", law.rule, name="law-key"),
]
