"""What a motion and an inquiry ask of whoever writes them; a draft may be unfinished."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.motions import rules
from renda.capabilities.motions.forms.acts import Choices, words
from renda.capabilities.motions.terms import Proposer
from renda.foundation.web import widgets

TITLE = forms.TextInput(attrs={"maxlength": rules.TITLE_MOST, "autocomplete": "off"})


class Placed(forms.Form):
    """Where it is proposed: which congress, and whether to it or to its standing committee; asked only at the beginning."""

    where = forms.ChoiceField(label=_("向谁提出"), widget=widgets.ChoiceCards)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, *args: Any, rooms: Choices = (), explanations: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if rooms:
            self.fields["where"].widget = widgets.ChoiceCards(explanations=explanations)
            self.fields["where"].choices = list(rooms)  # type: ignore[attr-defined]
        else:
            del self.fields["where"]


class WriteMotion(Placed):
    """Cause, grounds and plan."""

    title = forms.CharField(
        label=_("案由（标题）"), max_length=rules.TITLE_MOST, widget=TITLE, help_text=_("一事一案，例如：关于……的议案")
    )
    grounds = words(_("案据"), most=rules.PART_MOST, rows=8, required=False, hint=_("为什么提：事实和法律、政策依据"))
    plan = words(
        _("方案"), most=rules.PART_MOST, rows=8, required=False, hint=_("怎样办：要作出什么决定、由谁办、何时办")
    )
    field_notes = {"grounds": _("可先存，提交前写好"), "plan": _("可先存，提交前写好")}


class Register(WriteMotion):
    """A motion of a body the law names, taken down by the office."""

    proposer = forms.ChoiceField(label=_("哪类机关提出"))
    proposer_name = forms.CharField(label=_("提案机关"), max_length=60, help_text=_("写全称，例如：汾阳市人民政府"))
    field_order = ["where", "proposer", "proposer_name", "title", "grounds", "plan"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(one.value, gettext(one.label)) for one in Proposer if one != Proposer.JOINT]
        self.fields["proposer"].choices = [("", gettext("请选择")), *bodies]  # type: ignore[attr-defined]


class WriteInquiry(Placed):
    """Whom it asks, what, and why."""

    title = forms.CharField(
        label=_("标题"), max_length=rules.TITLE_MOST, widget=TITLE, help_text=_("例如：关于……的质询案")
    )
    organ = forms.TypedChoiceField(label=_("质询对象"), coerce=int, required=False, empty_value=None)
    questions = words(_("质询的问题"), most=rules.PART_MOST, rows=5, required=False, hint=_("一行写一个问题"))
    content = words(_("质询的内容"), most=rules.PART_MOST, rows=8, required=False, hint=_("有关的事实和依据"))
    field_order = ["where", "organ", "title", "questions", "content"]
    field_notes = {
        "organ": _("可先存，提交前选好"),
        "questions": _("可先存，提交前写好"),
        "content": _("可先存，提交前写好"),
    }

    def __init__(self, *args: Any, organs: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", gettext("请选择")), *organs]  # type: ignore[attr-defined]
