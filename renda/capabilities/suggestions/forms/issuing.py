"""What an office may change of a paper before it is issued as Word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from renda.foundation.documents.word.layout import wording

LINE_MOST, TEXT_MOST = 120, 6000
# Papers are Chinese in whatever language the page is read.
IN_CHINESE = {"lang": "zh-CN"}


def _line(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    box = forms.TextInput(attrs=IN_CHINESE)
    return forms.CharField(label=label, max_length=LINE_MOST, required=required, widget=box, help_text=hint)


def _text(label: Any, *, required: bool = True, hint: Any = "", rows: int = 6) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "maxlength": TEXT_MOST, **IN_CHINESE})
    return forms.CharField(label=label, max_length=TEXT_MOST, required=required, widget=box, help_text=hint)


_NUMBER = _("例如：汾人办发〔2024〕12号；还没有编号可以不填，印发前在文件里补上")
_LEVELS = _("标题单独一行，用“一、”或者“（一）”开头")


class Issued(forms.Form):
    """The head, the signature and the imprint, which both papers have."""

    head = _line(_("发文机关标志"))
    number = _line(_("发文字号"), required=False, hint=_NUMBER)
    title = _line(_("标题"))
    receiver = _line(_("主送机关"))
    agency = _line(_("发文机关署名"))
    day = _line(_("成文日期"))
    copies = _line(_("抄送机关"), required=False, hint=_("几个机关之间用逗号分开"))
    printer = _line(_("印发机关"))
    printed_on = _line(_("印发日期"))

    def clean_number(self) -> str:
        """A document number as the standard writes it, or none."""
        said: str = self.cleaned_data["number"]
        if said and not wording.is_document_number(said):
            raise forms.ValidationError(_("发文字号写法不对，年份用六角括号，例如：汾人办发〔2024〕12号"))
        return said

    def clean_receiver(self) -> str:
        """Whom it is sent to, with its colon."""
        return wording.receiver(self.cleaned_data["receiver"])

    def _day(self, name: str) -> str:
        said: str = self.cleaned_data[name]
        if not wording.is_long_date(said):
            raise forms.ValidationError(_("日期写法不对，例如：2024年3月5日"))
        return said

    def clean_day(self) -> str:
        """A day written in full."""
        return self._day("day")

    def clean_printed_on(self) -> str:
        """A day written in full."""
        return self._day("printed_on")


class HandOver(Issued):
    """The notice of a hand-over."""

    requirements = _text(_("办理要求"), required=False, hint=_LEVELS)
    field_order = [
        *("head", "number", "title", "receiver", "requirements", "agency", "day", "copies", "printer", "printed_on"),
    ]


class Report(Issued):
    """The report on a year or a session."""

    signer = _line(_("签发人"), required=False)
    period = _line(_("统计的起止日期"))
    work = _text(_("主要做法"), hint=_LEVELS, rows=8)
    problems = _text(_("存在的问题"), required=False, hint=_LEVELS)
    plans = _text(_("下一步打算"), hint=_LEVELS)
    field_order = [
        *("head", "number", "signer", "title", "receiver", "period", "work", "problems", "plans"),
        *("agency", "day", "copies", "printer", "printed_on"),
    ]
