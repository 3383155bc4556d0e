"""What each act on a motion or an inquiry asks for; every form carries the revision its reader saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.motions import rules
from renda.capabilities.motions.terms import Manner
from renda.foundation.web import widgets

Choices = Sequence[tuple[Any, Any]]
YES, NO = "yes", "no"
ANSWER_MOST, OPINION_MOST = 20_000, 5000


def words(label: Any, *, most: int, rows: int = 5, required: bool = True, hint: Any = "") -> forms.CharField:
    """A box for sentences; the browser counts what is left and takes dictation where it can."""
    box = forms.Textarea(attrs={"rows": rows, "maxlength": most, "data-voice": ""})
    return forms.CharField(label=label, max_length=most, required=required, widget=box, help_text=hint)


class Plain(forms.Form):
    """An act that asks for nothing but a yes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def seen_again(self, revision: int) -> None:
        """Let what was typed stand against the thing as it is now."""
        self.data = {**self.data.dict(), self.add_prefix("revision"): str(revision)}  # type: ignore[attr-defined]


class Reason(Plain):
    """Why."""

    reason = words(_("理由"), most=rules.NOTE_MOST)


class Ask(Plain):
    """Whom to ask, by the names typed; of those who share a name, which one."""

    names = forms.CharField(
        label=_("联名人姓名"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        help_text=_("几个人的姓名用顿号或空格分开"),
    )
    picked = forms.TypedMultipleChoiceField(
        label=_("同名的代表，请选"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, same: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if same:
            self.fields["picked"].choices = list(same)  # type: ignore[attr-defined]
        else:
            del self.fields["picked"]


class Sign(Plain):
    """Whether one signs; two buttons say it."""

    agrees = forms.ChoiceField(choices=[(YES, YES), (NO, NO)], widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two buttons was pressed."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("agrees") and not self.errors:
            self.add_error(None, gettext("请选择同意联名或者不联名"))
        return data


class OfCommittee(Plain):
    """To which committee."""

    committee = forms.TypedChoiceField(label=_("专门委员会"), coerce=int)

    def __init__(self, *args: Any, committees: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = [("", gettext("请选择")), *committees]  # type: ignore[attr-defined]


class Consider(OfCommittee):
    """Which committee considers it after the session, and why it is left off."""

    reason = words(_("不列入本次会议议程的理由"), most=rules.NOTE_MOST, hint=_("提案人能看到这段话"))


class Opine(Plain):
    """What the committee says of it."""

    recommends = forms.ChoiceField(label=_("意见"), widget=widgets.Segmented)
    text = words(_("理由和说明"), most=OPINION_MOST, rows=8, hint=_("提案人能看到这段话"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(YES, gettext("建议列入议程")), (NO, gettext("建议不列入议程"))]
        self.fields["recommends"].choices = said  # type: ignore[attr-defined]


class Decide(Plain):
    """What the vote came to."""

    result = forms.ChoiceField(label=_("表决结果"), widget=widgets.Segmented)
    text = words(_("表决情况"), most=rules.NOTE_MOST, rows=3, hint=_("写明会议名称和赞成、反对、弃权票数"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [(one.value, gettext(one.label)) for one in rules.VOTED]  # type: ignore[attr-defined]


class Report(Plain):
    """What the committee reports."""

    text = words(_("审议结果"), most=rules.NOTE_MOST, rows=8, hint=_("提案人能看到这段话"))


class ChooseManner(Plain):
    """How an inquiry is answered, and by which day."""

    manner = forms.ChoiceField(label=_("答复方式"), widget=widgets.ChoiceCards)
    due_on = forms.DateField(
        label=_("答复日期"),
        required=False,
        widget=widgets.DateInput,
        help_text=_("决定了日期的写上；法律没有统一规定期限"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manner"].choices = [(one.value, gettext(one.label)) for one in Manner]  # type: ignore[attr-defined]


class Answer(Plain):
    """What was answered, and by which head."""

    text = words(_("答复内容"), most=ANSWER_MOST, rows=12, hint=_("逐条回答质询的问题"))
    answered_by = forms.CharField(
        label=_("负责人姓名"), max_length=60, help_text=_("口头答复写到会的负责人，书面答复写签署的负责人")
    )


class End(Plain):
    """What else is to be said at the end."""

    text = words(_("说明"), most=rules.NOTE_MOST, rows=3, required=False)
