"""What organs are asked for: talks with the deputy, requests, opinions, the reply with its promises, reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.suggestions.forms.plain import Papers, Plain, words
from renda.capabilities.suggestions.terms import ContactWay, Outcome
from renda.foundation.web import widgets

REPLY_MOST = 20_000
PROMISE_MOST = 300
PROMISES_MOST = 10
PROMISES_SHOWN = 2
PAPERS_MOST = 6
# What each class asks of the reply; said on its card.
MEANINGS = {
    Outcome.A: _("写明做了什么、什么时候完成的"),
    Outcome.B: _("写明承诺事项和完成日期，列入承诺台账，到期报结果，再请代表评价"),
    Outcome.C: _("写明缺什么条件、条件具备时怎样办"),
    Outcome.D: _("写明为什么不能采纳、怎样作为工作参考"),
}


class LogContact(Plain):
    """When, how and about what the organ talked with the deputy."""

    on = forms.DateField(label=_("联系日期"), widget=widgets.DateInput)
    way = forms.ChoiceField(label=_("联系方式"), widget=widgets.Segmented)
    text = words(_("谈了什么、代表有什么意见"), rows=4)

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today)
        self.fields["way"].choices = [(way.value, gettext(way.label)) for way in ContactWay]  # type: ignore[attr-defined]


class AskReturn(Plain):
    """Why it is not the organ's business."""

    reason = words(_("退回理由"), rows=4, hint=_("写明依据什么职责分工、应当由哪个单位办；不得自行转给别的单位"))


class AskExtension(Plain):
    """Until when, and why."""

    until = forms.DateField(label=_("延期到"), widget=widgets.DateInput)
    reason = words(_("延期理由"), rows=4, hint=_("写明办理到哪一步、为什么需要更长时间"))


class GiveOpinion(Plain):
    """What a joint organ tells the lead."""

    text = words(
        _("会办意见"), most=REPLY_MOST, rows=12, hint=_("写明本单位职责范围内的情况、措施和时间，供主办单位写进答复")
    )


class ReturnOpinion(Plain):
    """What an opinion lacks."""

    reason = words(_("退回理由"), rows=4, hint=_("写明意见缺什么、请补什么"))


class ReturnReply(Plain):
    """What has to be changed before the head signs."""

    reason = words(_("修改意见"), rows=4)


class ReportPromise(Plain):
    """What came of a promise."""

    text = words(_("落实结果"), most=REPLY_MOST, rows=6, hint=_("写明做了什么、什么时候完成；报送以后请代表评价"))


class Reply(Plain):
    """The reply; promises are rows, a few in sight and the others folded away, so that none needs a script."""

    field_notes = {"papers": _("可不传，最多6个")}
    text = words(_("答复内容"), most=REPLY_MOST, rows=18, hint=_("逐条答复具体建议；“一、”“二、”开头的一行是小标题"))
    outcome = forms.ChoiceField(label=_("办理结果"), widget=widgets.ChoiceCards)
    document_number = forms.CharField(
        label=_("发文字号"), required=False, max_length=40, help_text=_("例如：汾住建函〔2024〕3号")
    )
    contact_name = forms.CharField(label=_("联系人"), max_length=40)
    contact_phone = forms.CharField(
        label=_("联系电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    papers = Papers(
        label=_("附件"),
        required=False,
        widget=widgets.Photos(attrs={"accept": "image/*,.pdf,.docx,.xlsx"}, at_most=PAPERS_MOST),
    )

    def __init__(
        self, *args: Any, start: dict[str, Any] | None = None, kept: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**(start or {}), **self.initial}
        self.kept = kept
        meanings = {outcome.value: str(said) for outcome, said in MEANINGS.items()}
        self.fields["outcome"].widget = widgets.ChoiceCards(explanations=meanings)
        self.fields["outcome"].choices = [(one.value, gettext(one.label)) for one in Outcome]  # type: ignore[attr-defined]
        for index in range(PROMISES_MOST):
            self.fields[f"promise_{index}_text"] = forms.CharField(
                label=_("承诺做什么"), required=False, max_length=PROMISE_MOST
            )
            self.fields[f"promise_{index}_due"] = forms.DateField(
                label=_("完成日期"), required=False, widget=widgets.DateInput
            )

    @property
    def promise_rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each row in sight."""
        return self._rows()[:PROMISES_SHOWN]

    @property
    def folded_rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each row folded away."""
        return self._rows()[PROMISES_SHOWN:]

    @property
    def is_unfolded(self) -> bool:
        """Whether something is written in a row that would be folded away."""
        return any(field.value() or field.errors for row in self.folded_rows for field in row)

    def _rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"promise_{n}_text"], self[f"promise_{n}_due"]) for n in range(PROMISES_MOST)]

    def clean(self) -> dict[str, Any]:
        """A promise has both its words and its day."""
        data: dict[str, Any] = super().clean() or {}
        promises: list[tuple[str, date]] = []
        for n in range(PROMISES_MOST):
            said, due_on = (data.get(f"promise_{n}_text") or "").strip(), data.get(f"promise_{n}_due")
            if said and due_on is None and f"promise_{n}_due" not in self.errors:
                self.add_error(f"promise_{n}_due", gettext("请写完成日期"))
            if due_on is not None and not said:
                self.add_error(f"promise_{n}_text", gettext("请写承诺做什么"))
            if said and due_on is not None:
                promises.append((said, due_on))
        data["promises"] = tuple(promises)
        asked = set(self.data.getlist("drop")) if hasattr(self.data, "getlist") else set()
        data["dropped"] = [one.pk for one in self.kept if str(one.pk) in asked]
        return data
