"""Forms of sign-in, passwords, and the administration of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.foundation.accounts.terms import ORGAN_ROLES, Role

PLACE_LENGTHS = {2, 4, 6, 9, 11, 13}
STATION_LENGTHS = {11, 13}


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


def roles(empty: Any) -> list[tuple[str, Any]]:
    """The roles to choose from, in the reader's language."""
    return [("", empty), *((value, _(label)) for value, label in Role.choices())]


class FindUsers(forms.Form):
    """What to look for among users."""

    q = forms.CharField(label=_("姓名或登录名"), max_length=40, required=False)
    role = forms.ChoiceField(label=_("岗位"), required=False)
    place = forms.RegexField(r"^[0-9]{2,13}$", label=_("地区编码"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), ("active", _("使用中")), ("off", _("已停用"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("岗位"), choices=roles(_("全部")), required=False)
        self.fields["place"].widget.attrs |= {"list": "places", "inputmode": "numeric"}


class GivePost(forms.Form):
    """A role, where, in which organ, and what it is called."""

    role = forms.ChoiceField(label=_("岗位"))
    place_code = forms.CharField(
        label=_("地区或联络站编码"),
        max_length=13,
        help_text=_("输入编码或名称，从列表中选择；联络站工作人员填联络站的11位编码，联络点填13位"),
    )
    organ = forms.CharField(
        label=_("承办单位"), max_length=60, required=False, help_text=_("只有经办人要填，写单位全称或简称")
    )
    title = forms.CharField(
        label=_("职务"), max_length=60, help_text=_("显示在页面右上角，例如：离石区人大常委会联络处")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("岗位"), choices=roles(_("请选择")))
        self.fields["place_code"].widget.attrs |= {"list": "places", "inputmode": "numeric", "autocomplete": "off"}

    def clean_place_code(self) -> str:
        """A code of a length that codes have."""
        code = str(self.cleaned_data["place_code"])
        if not code.isascii() or not code.isdecimal() or len(code) not in PLACE_LENGTHS:
            raise forms.ValidationError(_("编码应为2、4、6、9、11或13位数字"))
        return code

    def clean(self) -> dict[str, Any]:
        """A clerk works at a station, everyone else in a region; some of them in an organ of it."""
        data: dict[str, Any] = super().clean() or {}
        role, code = data.get("role"), data.get("place_code", "")
        if code and role == Role.CLERK and len(code) not in STATION_LENGTHS:
            self.add_error("place_code", gettext("联络站工作人员须填联络站的11位编码，或联络点的13位编码"))
        if code and role and role != Role.CLERK and len(code) in STATION_LENGTHS:
            self.add_error("place_code", gettext("这个岗位须填地区编码，不能填联络站编码"))
        if role in ORGAN_ROLES and not data.get("organ"):
            self.add_error("organ", gettext("这个岗位须写明所在单位"))
        if role and role not in ORGAN_ROLES and data.get("organ"):
            self.add_error("organ", gettext("这个岗位不填单位，请清空这一栏"))
        return data


class AddUser(GivePost):
    """A new user with a first post."""

    username = forms.RegexField(
        r"^[a-zA-Z0-9][a-zA-Z0-9._-]{2,39}$",
        label=_("登录名"),
        help_text=_("3至40个字母、数字或 . _ -，不分大小写"),
        error_messages={"invalid": _("登录名应为3至40个字母、数字或 . _ -")},
    )
    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.RegexField(
        r"^[0-9+ -]{5,20}$",
        label=_("办公电话"),
        required=False,
        error_messages={"invalid": _("电话号码不对，请再看一看")},
    )
    field_order = ("username", "name", "phone", "role", "place_code", "organ", "title")


class EndPost(forms.Form):
    """The last day of a post."""

    ended_on = forms.DateField(label=_("离任日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
