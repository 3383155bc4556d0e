"""Addresses of the templates."""

from django.urls import path

from renda.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="templates"),
    path("<str:place_code>/", views.listing, name="of"),
    path("<str:place_code>/<str:form_name>/", views.detail, name="template"),
    path("<str:place_code>/<str:form_name>/file/", views.download, name="file"),
    path("<str:place_code>/<str:form_name>/default/", views.download_default, name="default"),
    path("<str:place_code>/<str:form_name>/example/", views.download_example, name="example"),
    path("<str:place_code>/<str:form_name>/forget/", views.forget, name="forget"),
]
