"""Addresses of accounts."""

from django.urls import path

from renda.foundation.accounts.views import sign_in, users

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.change_password, name="change-password"),
    path("preferences/", sign_in.prefer, name="prefer"),
    path("users/", users.index, name="users"),
    path("users/add/", users.add, name="add-user"),
    path("users/<int:pk>/", users.detail, name="user"),
    path("users/<int:pk>/posts/", users.give_post, name="give-post"),
    path("users/<int:pk>/reset-password/", users.reset_password, name="reset-password"),
    path("users/<int:pk>/unlock/", users.unlock, name="unlock"),
    path("users/<int:pk>/deactivate/", users.deactivate, name="deactivate"),
    path("users/<int:pk>/reactivate/", users.reactivate, name="reactivate"),
    path("posts/<int:pk>/end/", users.end_post, name="end-post"),
]
