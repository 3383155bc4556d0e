"""Addresses of the working calendar."""

from django.urls import path

from renda.foundation.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.index, name="calendar"),
    path("days/", views.set_day, name="set"),
    path("days/<int:pk>/forget/", views.forget_day, name="forget"),
]
