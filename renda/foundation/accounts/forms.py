"""Forms of sign-in and passwords."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("登录名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("密码"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class ChangePassword(forms.Form):
    """Old password, and the new one twice."""

    old = forms.CharField(
        label=_("原密码"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=128,
        help_text=_("至少10个字符，不要用常见密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_new(self) -> str:
        """The new password, strong enough."""
        validate_password(self.cleaned_data["new"])
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        """Both new passwords alike."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一样"))
        return data
