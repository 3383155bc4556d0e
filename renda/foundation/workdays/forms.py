"""The form of a day that an office works or keeps free."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SetDay(forms.Form):
    """A day, what it is, and on what grounds."""

    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_working = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("yes", _("上班")), ("no", _("放假"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("依据"), max_length=80, help_text=_("例如国务院办公厅放假通知的文号，或本级的决定"))
