"""What every act's form shares: the revision its reader saw, boxes for words, and files handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.vocabulary import Term
from renda.foundation.web import widgets
from renda.foundation.web.page import say

Choices = Sequence[tuple[Any, Any]]
PAPERS_MOST = 6


def words(label: Any, *, most: int = 1000, rows: int = 5, required: bool = True, hint: Any = "") -> forms.CharField:
    """A box for some sentences, with dictation where the browser has it."""
    box = forms.Textarea(attrs={"rows": rows, "maxlength": most, "data-voice": ""})
    return forms.CharField(label=label, max_length=most, required=required, widget=box, help_text=hint)


class Papers(forms.Field):
    """Photos and papers handed in with an act, judged by what they hold."""

    widget = widgets.Photos

    def clean(self, value: Any) -> list[store.Checked]:
        """The files as they will be kept.

        Raises:
            ValidationError: too many, or one of them is of a kind not taken; each bad one is named.
        """
        if len(value or ()) > PAPERS_MOST:
            raise forms.ValidationError(gettext("最多%(n)s个文件") % {"n": PAPERS_MOST})
        checked, wrong = [], []
        for upload in value or ():
            try:
                checked.append(store.check(upload, upload.name, upload.size))
            except RuleBroken as refusal:
                wrong.append(say(refusal))
        if wrong:
            raise forms.ValidationError(wrong)
        return checked


class Plain(forms.Form):
    """A step that asks for nothing but a yes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def seen_again(self, revision: int) -> None:
        """Let what was typed stand against the thing as it is now."""
        self.data = {**self.data.dict(), self.add_prefix("revision"): str(revision)}  # type: ignore[attr-defined]


def labels(kind: type[Term]) -> list[tuple[str, str]]:
    """The words of a vocabulary as choices in the reader's language."""
    return [(one.value, gettext(one.label)) for one in kind]
