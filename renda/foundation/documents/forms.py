"""The form a template is handed in with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HandIn(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("模板文件"),
        help_text=_("Word（.docx）文件，不超过2MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
