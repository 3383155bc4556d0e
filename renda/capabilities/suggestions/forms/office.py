"""What each of the office's acts asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.suggestions.forms.plain import Choices, Plain, labels, words
from renda.capabilities.suggestions.terms import Manner, Part, Refusal, Weight
from renda.foundation.web import widgets


class SendBack(Plain):
    """What the deputy should add."""

    reason = words(_("请代表补充什么"), rows=3, hint=_("代表能看到这段话"))


class Refuse(Plain):
    """Why it is not accepted, from the list, and what the deputy is told."""

    reason = forms.ChoiceField(label=_("理由"), widget=widgets.ChoiceCards)
    explanation = words(_("对代表的说明"), hint=_("写明为什么、还可以怎样反映"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = labels(Refusal)  # type: ignore[attr-defined]


class Merge(Plain):
    """Into which suggestion, from those alike or by its number."""

    main = forms.ChoiceField(label=_("内容相近的建议"), required=False, widget=widgets.ChoiceCards)
    number = forms.CharField(
        label=_("或者写编号"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("只写数字，例如12"),
    )

    def __init__(
        self, *args: Any, alike: Choices = (), explanations: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if alike:
            self.fields["main"].widget = widgets.ChoiceCards(explanations=explanations)
            self.fields["main"].choices = list(alike)  # type: ignore[attr-defined]
        else:
            del self.fields["main"]
            self.fields["number"].label = gettext("并入哪一号")

    def clean(self) -> dict[str, Any]:
        """One of the two says which suggestion."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("main") and not (data.get("number") or "").strip() and not self.errors:
            self.add_error("number", gettext("请选一件内容相近的，或者写编号"))
        return data


class PlanOrgans(Plain):
    """Who leads, who assists, and how hard it is."""

    weight = forms.ChoiceField(label=_("办理难度"), widget=widgets.ChoiceCards, initial=Weight.ORDINARY.value)
    lead = forms.TypedMultipleChoiceField(label=_("主办单位"), coerce=int)
    joint = forms.TypedMultipleChoiceField(label=_("会办单位"), coerce=int, required=False)

    def __init__(self, *args: Any, organs: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].choices = labels(Weight)  # type: ignore[attr-defined]
        for name in ("lead", "joint"):
            self.fields[name].choices = list(organs)  # type: ignore[attr-defined]
        self.fields["lead"].error_messages["required"] = gettext("交办必须指定主办单位")

    def clean(self) -> dict[str, Any]:
        """An organ leads or assists, not both."""
        data: dict[str, Any] = super().clean() or {}
        if set(data.get("lead") or ()) & set(data.get("joint") or ()):
            self.add_error("joint", gettext("同一个单位不能既主办又会办"))
        return data


class MoveHandOver(Plain):
    """The day of the hand-over meeting, and why it is corrected."""

    assigned_on = forms.DateField(label=_("交办日期"), widget=widgets.DateInput)
    reason = words(_("调整的理由"), rows=3)


class MoveDay(forms.Form):
    """The right day of a whole hand-over meeting, and why it is corrected."""

    on = forms.DateField(widget=forms.HiddenInput)
    assigned_on = forms.DateField(label=_("交办日期"), widget=widgets.DateInput)
    reason = words(_("调整的理由"), rows=3)


class Reassign(Plain):
    """To which other organ."""

    organ = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    part = forms.ChoiceField(label=_("分工"), widget=widgets.Segmented, initial=Part.LEAD.value)

    def __init__(self, *args: Any, organs: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", gettext("请选择")), *organs]  # type: ignore[attr-defined]
        self.fields["part"].choices = labels(Part)  # type: ignore[attr-defined]


class AgreeReturn(Plain):
    """Consent to a return."""

    note = words(_("说明"), rows=3, required=False)


class Deny(Plain):
    """Why a request is not agreed to."""

    note = words(_("不同意的理由"), rows=3, hint=_("承办单位能看到这段话"))


class Remind(Plain):
    """What the organ is reminded of."""

    text = words(_("催办的话"), rows=3, required=False, most=300)


class Conclude(Plain):
    """What a meeting of deputy and organs came to."""

    again = forms.ChoiceField(label=_("会商结果"), widget=widgets.ChoiceCards)
    text = words(_("会商情况"), hint=_("写明哪天、谁参加、怎样商定的"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again"].choices = [  # type: ignore[attr-defined]
            ("yes", gettext("再次办理")),
            ("no", gettext("已作说明，不再办理")),
        ]


class Postpone(Plain):
    """A later day for a promise."""

    due_on = forms.DateField(label=_("延到哪天"), widget=widgets.DateInput)
    reason = words(_("延期的理由"), rows=3, hint=_("代表能看到这段话"))


class Explain(Plain):
    """Why a promise cannot be kept."""

    reason = words(_("没有落实的原因"), hint=_("代表和公众能看到这段话"))


class Unpublish(Plain):
    """Why it is taken off the public pages."""

    reason = words(_("撤下的理由"), rows=3)


class ChoosePriority(Plain):
    """What the council of chairpersons decided about a key suggestion."""

    meeting = forms.CharField(label=_("哪次主任会议决定"), max_length=80)
    chosen_on = forms.DateField(label=_("决定日期"), widget=widgets.DateInput)
    leader = forms.CharField(label=_("领衔督办的负责人"), max_length=60)
    committee = forms.TypedChoiceField(label=_("负责督办的委员会"), coerce=int)
    manner = forms.ChoiceField(label=_("督办方式"), widget=widgets.Segmented)

    def __init__(self, *args: Any, committees: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = [("", gettext("请选择")), *committees]  # type: ignore[attr-defined]
        self.fields["manner"].choices = labels(Manner)  # type: ignore[attr-defined]


class Supervise(Plain):
    """One step of supervising a key suggestion."""

    on = forms.DateField(label=_("日期"), widget=widgets.DateInput)
    manner = forms.ChoiceField(label=_("督办方式"), widget=widgets.Segmented)
    text = words(_("督办情况"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manner"].choices = labels(Manner)  # type: ignore[attr-defined]
