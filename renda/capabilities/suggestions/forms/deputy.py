"""What a deputy is asked for: the text, who is to sign, why not, and what the reply was worth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.suggestions.forms.plain import Choices, Papers, Plain, labels, words
from renda.capabilities.suggestions.rules import duties
from renda.capabilities.suggestions.terms import Grade, Openness, Origin, Subject
from renda.foundation.web import widgets

FILES = "image/*,.pdf,.docx,.xlsx"


OPENNESS_MEANS = {
    Openness.OPEN: _("答复以后，公众可以看到建议和答复"),
    Openness.CLOSED: _("本级办法没有规定公开的，不公开"),
    Openness.SECRET: _("不公开，也不列入公布的清单"),
}


class Write(forms.Form):
    """A suggestion as far as it is written; what must be there is asked for when it is handed in."""

    field_notes = {
        "title": _("可先存，提交前写好"),
        "situation": _("可先存，提交前写好"),
        "analysis": _("可先存，提交前写好"),
        "advice": _("可先存，提交前写好"),
    }
    title = forms.CharField(
        label=_("标题"),
        max_length=duties.TITLE_MOST,
        required=False,
        help_text=_("一事一议，例如：关于改善滨河路夜间照明的建议"),
        widget=forms.TextInput(attrs={"maxlength": duties.TITLE_MOST, "autocomplete": "off"}),
    )
    situation = words(
        _("基本情况"), most=duties.PART_MOST, rows=5, required=False, hint=_("在哪里、什么事、有多少人遇到")
    )
    analysis = words(_("问题分析"), most=duties.PART_MOST, rows=5, required=False, hint=_("为什么会这样"))
    advice = words(_("具体建议"), most=duties.PART_MOST, rows=5, required=False, hint=_("请谁做什么、做到什么程度"))
    subject = forms.ChoiceField(label=_("类别"), initial=Subject.OTHER.value)
    origin = forms.ChoiceField(label=_("来源"), initial=Origin.OTHER.value)
    wished_organ = forms.CharField(
        label=_("希望由哪个单位承办"), max_length=60, required=False, help_text=_("可以不写，由人大机关确定")
    )
    openness = forms.ChoiceField(label=_("公开"), widget=widgets.ChoiceCards, initial=Openness.OPEN.value)
    is_by_delegation = forms.BooleanField(label=_("以代表团名义提出"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)
    place = forms.CharField(widget=forms.HiddenInput, max_length=9, required=False)

    def __init__(self, *args: Any, has_delegation: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = labels(Subject)  # type: ignore[attr-defined]
        self.fields["origin"].choices = labels(Origin)  # type: ignore[attr-defined]
        means = {one.value: str(said) for one, said in OPENNESS_MEANS.items()}
        self.fields["openness"].widget = widgets.ChoiceCards(explanations=means)
        self.fields["openness"].choices = labels(Openness)  # type: ignore[attr-defined]
        if not has_delegation:
            del self.fields["is_by_delegation"]


class AddFiles(forms.Form):
    """Photos and papers for a suggestion."""

    papers = Papers(label=_("照片和附件"), required=False, widget=widgets.Photos(attrs={"accept": FILES}, at_most=6))


class AskCosigners(Plain):
    """Which colleagues are asked to sign."""

    deputies = forms.TypedMultipleChoiceField(label=_("联名代表"), coerce=int, required=False)

    def __init__(self, *args: Any, mates: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputies"].choices = list(mates)  # type: ignore[attr-defined]


class Withdraw(Plain):
    """Why it is taken back."""

    reason = words(_("撤回的理由"), rows=3)


class Rate(Plain):
    """Attitude and result apart; who is not satisfied says why."""

    field_notes = {"note": _("不满意的必填")}
    attitude = forms.ChoiceField(label=_("办理态度"), widget=widgets.Segmented)
    result = forms.ChoiceField(label=_("办理结果"), widget=widgets.Segmented)
    note = words(
        _("意见"), rows=4, most=duties.NOTE_MOST, required=False, hint=_("不满意的，请写明哪里没有办好、希望怎样办")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("attitude", "result"):
            self.fields[name].choices = labels(Grade)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The words beside the box that lacks them."""
        data: dict[str, Any] = super().clean() or {}
        unhappy = Grade.NOT in {data.get("attitude"), data.get("result")}
        if unhappy and len((data.get("note") or "").strip()) < duties.WORDS_LEAST:
            self.add_error("note", gettext("不满意的，请写明理由，至少4个字"))
        return data


class RatePromise(Plain):
    """What became of a promise."""

    field_notes = {"note": _("不满意的必填")}
    grade = forms.ChoiceField(label=_("落实得怎么样"), widget=widgets.Segmented)
    note = words(_("意见"), rows=4, most=duties.NOTE_MOST, required=False, hint=_("不满意的，请写明还差什么"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = labels(Grade)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The words beside the box that lacks them."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("grade") == Grade.NOT and len((data.get("note") or "").strip()) < duties.WORDS_LEAST:
            self.add_error("note", gettext("不满意的，请写明理由，至少4个字"))
        return data
