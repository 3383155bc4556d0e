"""Addresses of accounts."""

from django.urls import path

from renda.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.change_password, name="change-password"),
    path("preferences/", views.prefer, name="prefer"),
]
