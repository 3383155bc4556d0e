"""Addresses of notices."""

from django.urls import path

from renda.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="list"),
    path("read/", views.read_all, name="read-all"),
    path("<int:pk>/open/", views.open_notice, name="open"),
]
