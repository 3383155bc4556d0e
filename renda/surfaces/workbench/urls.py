"""Address of the first page."""

from django.urls import path

from renda.surfaces.workbench import views

app_name = "workbench"
urlpatterns = [path("", views.home, name="home")]
