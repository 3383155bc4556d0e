"""Reads what citizens send: a report from a phone, a receipt, a rating."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from renda.capabilities.casework import rules
from renda.capabilities.casework.forms.ruled import ruled
from renda.capabilities.casework.terms import Category, Grade
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.web import widgets
from renda.foundation.web.page import say

WORDS_MAX = 1000
PHOTOS_MAX = 6
RECEIPT_LENGTH = 12
# The field under which a refusal of the rules belongs.
FIELD_OF = {
    "too-short": "words",
    "too-long": "words",
    "bad-text": "words",
    "phone-length": "phone",
    "phone-shape": "phone",
    "too-many-photos": "photos",
}
_ASIDE = re.compile(r"[\s\-－—·.]+")


class Photographs(forms.Field):
    """Several photographs at once, judged by what they hold and cleaned of where and when they were taken."""

    widget = widgets.Photos

    def clean(self, value: Any) -> list[store.Checked]:
        """The cleaned photographs.

        Raises:
            ValidationError: too many, or one of them is no photograph; each bad one is named.
        """
        uploads: Sequence[Any] = [one for one in value or () if one]
        if len(uploads) > PHOTOS_MAX:
            raise forms.ValidationError(gettext("最多%(most)s张照片") % {"most": PHOTOS_MAX})
        good, bad = [], []
        for upload in uploads:
            try:
                checked = store.check(upload, upload.name, upload.size)
            except RuleBroken as refusal:
                bad.append(say(refusal))
                continue
            if checked.content_type.startswith("image/"):
                good.append(checked)
            else:
                bad.append(gettext("“%(name)s”不是照片") % {"name": upload.name})
        if bad and len(uploads) > 1:
            # A browser does not give files back to a form, so the good ones must be chosen once more.
            bad.append(gettext("请把照片重新选一遍，不要选上面这张"))
        if bad:
            raise forms.ValidationError(bad)
        return good


class Report(forms.Form):
    """What a citizen writes behind the code on the poster; contact is optional."""

    field_notes = {
        "photos": gettext_lazy("可不传，最多6张"),
        "phone": gettext_lazy("可不填"),
        "category": gettext_lazy("可不选"),
    }
    use_required_attribute = False

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("什么事"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "data-voice": True, "minlength": 4}),
    )
    location = forms.CharField(
        label=gettext_lazy("在哪里"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    photos = Photographs(label=gettext_lazy("照片"), required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("哪一类"),
        choices=lambda: [(value, gettext(label)) for value, label in Category.choices()],
        required=False,
        widget=widgets.Segmented,
    )
    phone = forms.CharField(
        label=gettext_lazy("怎么联系您"),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={
                "inputmode": "tel",
                "autocomplete": "tel",
                "data-private": True,
                "placeholder": gettext_lazy("手机号"),
            }
        ),
        help_text=gettext_lazy("只用来告诉您结果，仅经办人员可见，每次查看都有记录。"),
    )
    wants_secrecy = forms.BooleanField(label=gettext_lazy("请为我保密，不对外提我的信息"), required=False)
    consents = forms.BooleanField(label=gettext_lazy("我同意用这个电话告诉我办理结果"), required=False)
    # People do not see this field; programs that fill every field give themselves away.
    website = forms.CharField(required=False)

    def clean_words(self) -> str:
        """Enough words to know what it is about."""
        return ruled(rules.must_be_clear, self.cleaned_data["words"])

    def clean_phone(self) -> str:
        """A number that can be called, or none."""
        return ruled(rules.must_be_a_phone, self.cleaned_data["phone"].strip())

    def clean(self) -> dict[str, Any]:
        """A telephone number is kept only with consent to its use."""
        data = super().clean() or self.cleaned_data
        if data.get("phone") and not data.get("consents"):
            self.add_error("consents", gettext("留电话要勾选同意；不想留，就把电话删去"))
        return data


class Receipt(forms.Form):
    """A receipt as people type it: any case, any width, dashes or none."""

    field_notes = {"receipt": ""}
    use_required_attribute = False

    receipt = forms.CharField(
        label=gettext_lazy("回执号"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 40,
                "data-receipt": True,
                "data-private": True,
                "class": "receipt-input",
            }
        ),
        help_text=gettext_lazy("12位数字和字母，没有0、1和字母O、I。"),
    )

    @staticmethod
    def plain(written: str) -> str:
        """The receipt without what people put between its characters; empty where it cannot be one."""
        plain = _ASIDE.sub("", unicodedata.normalize("NFKC", written[:80])).upper()
        return plain if len(plain) == RECEIPT_LENGTH and plain.isascii() and plain.isalnum() else ""


class Rating(forms.Form):
    """A citizen's rating and, if they wish, why."""

    field_notes = {"note": gettext_lazy("可不填")}
    use_required_attribute = False

    grade = forms.ChoiceField(
        choices=Grade.choices(),
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("请从满意、基本满意、不满意中选一项")},
    )
    note = forms.CharField(
        label=gettext_lazy("想说的话"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
