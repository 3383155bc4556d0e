"""What each step of a matter asks for; every form carries the revision its reader saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.casework.terms import Refusal, Told
from renda.foundation.accounts.terms import Level
from renda.foundation.errors import RuleBroken
from renda.foundation.files import store
from renda.foundation.web import widgets
from renda.foundation.web.page import say

Choices = Sequence[tuple[Any, Any]]
PAPERS_MOST = 6
ACCEPTED = "image/*,.pdf,.docx,.xlsx"
RAISED_TO = (Level.TOWNSHIP, Level.COUNTY, Level.CITY)
# Where each kind of matter belongs, said to the citizen beside the reason.
WHERE_TO = {
    Refusal.PETITION: "告诉反映人：可以向乡镇（街道）或县（市、区）信访部门提出，由信访部门按规定受理",
    Refusal.COURT: "告诉反映人：正在或应当通过诉讼、仲裁、行政复议解决的，请向受理机关提出",
    Refusal.ACCUSATION: "材料单独保管，由县级人大机关按规定转送，不得转给被检举控告的人或单位",
    Refusal.NOT_HERE: "告诉反映人：这件事归哪个机关管、怎样联系",
    Refusal.PRIVATE: "告诉反映人：可以向村（社区）人民调解委员会申请调解",
    Refusal.UNCLEAR: "写明缺什么，反映人补充后可以再来",
}


def _words(label: Any, *, most: int = 1000, rows: int = 5, required: bool = True, hint: Any = "") -> forms.CharField:
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


def _papers() -> Papers:
    return Papers(
        label=_("照片或文件"), required=False, widget=widgets.Photos(attrs={"accept": ACCEPTED}, at_most=PAPERS_MOST)
    )


class Plain(forms.Form):
    """A step that asks for nothing but a yes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def seen_again(self, revision: int) -> None:
        """Let what was typed stand against the matter as it is now."""
        self.data = {**self.data.dict(), self.add_prefix("revision"): str(revision)}  # type: ignore[attr-defined]


class Assign(Plain):
    """To which organ; the due date is shown before it counts."""

    organ = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    text = _words(_("交办要求"), most=300, rows=3, required=False, hint=_("反映人凭回执能看到这段话，请不要写个人信息"))
    shown_due = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organs: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", gettext("请选择")), *organs]  # type: ignore[attr-defined]


class PassOn(Plain):
    """Up to which congress office."""

    desk_code = forms.ChoiceField(label=_("转给"), widget=widgets.ChoiceCards)
    text = _words(_("说明"), most=300, rows=3, required=False)

    def __init__(self, *args: Any, desks: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk_code"].choices = list(desks)  # type: ignore[attr-defined]


class SettleNow(Plain):
    """What was answered on the spot."""

    answer = _words(_("当场怎样答复的"), hint=_("反映人凭回执能看到这段话"))


class Refuse(Plain):
    """Why a matter is not taken, and where it belongs."""

    reason = forms.ChoiceField(label=_("理由"))
    explanation = _words(_("对反映人的说明"), most=500, hint=_("写明为什么不受理、应当找谁"))

    def __init__(self, *args: Any, only: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [reason for reason in Refusal if not only or reason in only]
        cards = widgets.ChoiceCards(explanations={reason.value: gettext(WHERE_TO[reason]) for reason in known})
        self.fields["reason"].widget = cards
        self.fields["reason"].choices = [(reason.value, gettext(reason.label)) for reason in known]  # type: ignore[attr-defined]


class Merge(Plain):
    """Into which earlier matter, from those alike or by its number."""

    main = forms.ChoiceField(label=_("相似的事项"), required=False, widget=widgets.ChoiceCards)
    number = forms.CharField(label=_("或者写编号"), required=False, max_length=30)

    def __init__(
        self, *args: Any, alike: Choices = (), explanations: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if alike:
            self.fields["main"].widget = widgets.ChoiceCards(explanations=explanations)
            self.fields["main"].choices = list(alike)  # type: ignore[attr-defined]
        else:
            del self.fields["main"]
            self.fields["number"].label = gettext("编号")

    def clean(self) -> dict[str, Any]:
        """One of the two says which matter."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("main") and not (data.get("number") or "").strip() and not self.errors:
            self.add_error("number", gettext("请选一件相似的，或者写编号"))
        return data


class RaiseSuggestion(Plain):
    """Which deputy is asked, and to which congress."""

    deputy = forms.ChoiceField(label=_("接待代表"), required=False, widget=widgets.ChoiceCards)
    other = forms.CharField(label=_("或者写代表姓名"), required=False, max_length=40)
    level = forms.ChoiceField(label=_("向哪一级人大提"), widget=widgets.Segmented)

    def __init__(self, *args: Any, deputies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(one.value, gettext(one.label)) for one in RAISED_TO]  # type: ignore[attr-defined]
        if deputies:
            self.fields["deputy"].choices = list(deputies)  # type: ignore[attr-defined]
        else:
            del self.fields["deputy"]
            self.fields["other"].label = gettext("姓名")

    def clean(self) -> dict[str, Any]:
        """One of the two says which deputy."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("deputy") and not (data.get("other") or "").strip() and not self.errors:
            self.add_error("other", gettext("请选一位接待代表，或者写代表姓名"))
        return data


class HandBack(Plain):
    """Why the matter is not one's own."""

    reason = _words(_("退回理由"), most=300, rows=3, hint=_("写明依据什么职责分工，应当由谁办"))


class ReportProgress(Plain):
    """How handling goes."""

    field_notes = {"photos": _("可不传，最多6个")}
    text = _words(_("进展"), hint=_("反映人凭回执能看到这段话，请不要写个人信息"))
    photos = _papers()


class Answer(Plain):
    """What came of it."""

    field_notes = {"photos": _("可不传，最多6个")}
    text = _words(_("办理结果"), hint=_("写清做了什么、结果怎样；反映人凭回执能看到"))
    photos = _papers()


class AnswerRaised(Plain):
    """What came of the deputy's suggestion."""

    text = _words(_("建议的办理结果"), hint=_("反映人凭回执能看到这段话"))


class TakeBack(Plain):
    """Why a suggestion is not waited for any longer."""

    reason = _words(_("理由"), rows=3, hint=_("例如：代表没有提出建议。反映人凭回执能看到这段话"))


class SendBack(Plain):
    """What the answer lacks."""

    reason = _words(_("要补充什么"), most=300, rows=3)


class Tell(Plain):
    """How the citizen was told."""

    how = forms.ChoiceField(label=_("怎样告知的"), widget=widgets.Segmented)
    text = _words(_("告知时反映人怎样说"), most=300, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(how.value, gettext(how.label)) for how in Told]  # type: ignore[attr-defined]


class Reopen(Plain):
    """Why a settled matter is handled again."""

    reason = _words(_("重新办理的理由"), most=300, rows=3)


class Remind(Plain):
    """What the organ is reminded of."""

    text = _words(_("催办的话"), most=300, rows=3)


class FollowUp(Plain):
    """What a receiving deputy saw or asked for."""

    text = _words(_("看到、问到了什么"), most=500, hint=_("请不要写群众的姓名和电话"))


class Reveal(Plain):
    """Why somebody needs to know who the citizen is."""

    reason = forms.CharField(
        label=_("查看理由"),
        min_length=4,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "reveal-reasons", "autocomplete": "off"}),
    )


class AssignMany(forms.Form):
    """Several matters to the same organ."""

    organ = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    text = _words(_("交办要求"), most=300, rows=3, required=False)

    def __init__(self, *args: Any, organs: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", gettext("请选择")), *organs]  # type: ignore[attr-defined]
