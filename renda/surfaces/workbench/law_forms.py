"""The questions that the law calculator answers, each as a form read from the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from renda.law import calculator, keys, provisions, wording
from renda.law.calculator import Answer
from renda.law.calendar import Calendar
from renda.law.levels import Level
from renda.law.provisions import Provision
from renda.law.units import Body, Direction, by_code

MOST = 1_500_000_000
OPTIONS = ("on", "overlay")
BODIES = (Body.CONGRESS, Body.COMMITTEE, Body.TOWNSHIP_PRESIDIUM)


def in_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def said(row: Provision) -> str:
    """A row's summary in the reader's language, with its article."""
    return f"{row.english} ({row.citation.english})" if in_english() else f"{row.summary}（{row.citation}）"


def rows_of(kind: str, overlays: tuple[str, ...], *, direction: str = "") -> list[Provision]:
    """The newest row of each key of a kind in reach; overlays win over the law."""
    newest: dict[str, Provision] = {}
    for row in keys.all_rows(overlays=overlays):
        if row.kind != kind or (direction and row.fields.get("direction", Direction.FORWARD.code) != direction):
            continue
        known = newest.get(row.key)
        if known is None or row.overlay or row.in_force_from > known.in_force_from:
            newest[row.key] = row
    return sorted(newest.values(), key=lambda row: row.key)


def _of(word: Any) -> tuple[str, str]:
    return word.code, word.english if in_english() else word.label


class Question(forms.Form):
    """What every question may name besides: the day whose text binds, and local rules."""

    on = forms.DateField(
        label=_("按哪一天有效的条文"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    overlay = forms.MultipleChoiceField(label=_("地方和本级规定"), required=False, widget=forms.CheckboxSelectMultiple)
    field_notes = {"on": "不填就按计算的那一天", "overlay": "可以多选，选中的优先"}

    def __init__(self, data: Any, *, overlays: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.overlays = overlays
        titles = [
            (name, name.capitalize() if in_english() else provisions.overlay(name).title)
            for name in provisions.overlay_names()
        ]
        self.fields["overlay"].choices = titles  # type: ignore[attr-defined]
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on the local rules chosen."""

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields of the question itself."""
        return [self[name] for name in self.fields if name not in OPTIONS]

    @property
    def has_options(self) -> bool:
        """Whether another day or local rules bind, which the reader should see."""
        return bool(self.overlays) or bool(self["on"].value())

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The answer to the question.

        Raises:
            LawError: the law has none.
        """
        raise NotImplementedError

    def facts(self, today: date) -> dict[str, Any]:
        """The day and the local rules as the calculator takes them."""
        return {"on": self.cleaned_data["on"] or today, "overlays": self.overlays}


class Due(Question):
    """Until when, counted on from a day."""

    key = forms.ChoiceField(label=_("哪一项期限"))
    start = forms.DateField(
        label=_("起算事件发生的日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    direction = Direction.FORWARD.code

    def prepare(self) -> None:
        """The limits that run this way, by key."""
        rows = rows_of("deadline", self.overlays, direction=self.direction)
        self.fields["key"].choices = [(row.key, said(row)) for row in rows]  # type: ignore[attr-defined]

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The due day, rolled to a working day."""
        data = self.cleaned_data
        return calculator.due(data["key"], data["start"], on=data["on"], overlays=self.overlays, calendar=calendar)


class Before(Due):
    """No later than when, counted back from a meeting."""

    start = forms.DateField(
        label=_("会议举行的日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    direction = Direction.BACKWARD.code

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The latest day, rolled back to a working day."""
        data = self.cleaned_data
        return calculator.before(data["key"], data["start"], on=data["on"], overlays=self.overlays, calendar=calendar)


class Majority(Question):
    """How many votes pass a resolution."""

    of = forms.IntegerField(label=_("全体组成人员人数"), min_value=1, max_value=100_000)
    body = forms.ChoiceField(label=_("哪个机构"), widget=forms.RadioSelect)
    field_notes = {**Question.field_notes, "of": "以实有人数为基数，不是到会人数"}

    def prepare(self) -> None:
        """The bodies that vote."""
        self.fields["body"].choices = [_of(body) for body in BODIES]  # type: ignore[attr-defined]

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The number of votes."""
        data = self.cleaned_data
        return calculator.majority(data["of"], body=by_code(Body, data["body"]), **self.facts(today))


class Quorum(Majority):
    """How many must be present."""

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The number present."""
        data = self.cleaned_data
        return calculator.quorum(data["of"], body=by_code(Body, data["body"]), **self.facts(today))


class Signatures(Question):
    """How many must sign together."""

    act = forms.ChoiceField(label=_("哪一件事"))
    level = forms.ChoiceField(label=_("哪一级"), widget=forms.RadioSelect)
    of = forms.IntegerField(label=_("全体人数"), min_value=1, max_value=MOST, required=False)
    field_notes = {**Question.field_notes, "of": "按比例计算时才要填"}

    def prepare(self) -> None:
        """The acts that need signatures, and the levels."""
        rows = rows_of("signatures", self.overlays)
        self.fields["act"].choices = [(row.key, said(row)) for row in rows]  # type: ignore[attr-defined]
        self.fields["level"].choices = [_of(level) for level in Level]  # type: ignore[attr-defined]

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The number of signers."""
        data = self.cleaned_data
        level = next(level for level in Level if level.code == data["level"])
        return calculator.signatures(data["act"], level, total=data["of"], **self.facts(today))


class Seats(Question):
    """How many seats a congress or a standing committee has."""

    whose = forms.ChoiceField(
        label=_("谁的名额"),
        choices=[("deputies", _("代表名额")), ("committee", _("常委会组成人员名额"))],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label=_("哪一级"), widget=forms.RadioSelect)
    population = forms.IntegerField(label=_("人口数"), min_value=1, max_value=MOST)
    is_municipality = forms.BooleanField(label=_("直辖市"), required=False)
    has_extra = forms.BooleanField(label=_("依法另加百分之五"), required=False)

    def prepare(self) -> None:
        """The levels that have seats to compute."""
        levels = [level for level in Level if level is not Level.NATION]
        self.fields["level"].choices = [_of(level) for level in levels]  # type: ignore[attr-defined]

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The number, or the range it is fixed in."""
        data = self.cleaned_data
        level = next(level for level in Level if level.code == data["level"])
        if data["whose"] == "committee":
            return calculator.committee_seats(level, data["population"], **self.facts(today))
        return calculator.deputy_seats(
            level,
            data["population"],
            is_municipality=data["is_municipality"],
            has_extra=data["has_extra"],
            **self.facts(today),
        )


class Gap(Question):
    """How many candidates may stand."""

    kind = forms.ChoiceField(label=_("哪一种选举"))
    seats = forms.IntegerField(label=_("应选名额"), min_value=1, max_value=10_000)

    def prepare(self) -> None:
        """The elections that have a gap."""
        rows = rows_of("gap", self.overlays)
        self.fields["kind"].choices = [(row.key, said(row)) for row in rows]  # type: ignore[attr-defined]

    def answer(self, *, today: date, calendar: Calendar) -> Answer:
        """The range of candidates."""
        return calculator.gap(self.cleaned_data["kind"], self.cleaned_data["seats"], **self.facts(today))


class Search(forms.Form):
    """Words to look for in the rules, and the kind of rule."""

    q = forms.CharField(label=_("关键词"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, wording.english(label) if in_english() else label) for code, label in provisions.KINDS.items()]
        self.fields["kind"].choices = [("", gettext("全部")), *names]  # type: ignore[attr-defined]


QUESTIONS: dict[str, tuple[str, type[Question]]] = {
    "due": ("几时到期", Due),
    "before": ("会前几时", Before),
    "majority": ("多少票通过", Majority),
    "quorum": ("多少人到会", Quorum),
    "signatures": ("多少人联名", Signatures),
    "seats": ("多少名额", Seats),
    "gap": ("差额几人", Gap),
}
