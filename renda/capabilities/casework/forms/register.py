"""Reads the clerk's register form: who came, what was said, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext, gettext_lazy

from renda.capabilities.casework import rules
from renda.capabilities.casework.forms.ruled import ruled
from renda.capabilities.casework.terms import Category, Way
from renda.foundation.web import widgets

ASSIGN, SETTLE, KEEP, RECEIVE = "assign", "settle", "keep", "receive"
HOW = (
    (ASSIGN, gettext_lazy("交办")),
    (SETTLE, gettext_lazy("当场办结")),
    (KEEP, gettext_lazy("请代表跟进")),
    (RECEIVE, gettext_lazy("仅接待")),
)
EXPLAINED: dict[str, Any] = {
    ASSIGN: gettext_lazy("选承办单位"),
    SETTLE: gettext_lazy("写明答复"),
    KEEP: gettext_lazy("核实后再定"),
    RECEIVE: gettext_lazy("只计人次"),
}
# The field under which a refusal of the rules belongs.
FIELD_OF = {
    "too-short": "words",
    "too-long": "words",
    "bad-text": "words",
    "phone-length": "phone",
    "phone-shape": "phone",
    "people": "people_count",
    "future": "registered_on",
    "too-old": "registered_on",
    "no-organ": "organ",
    "organ-elsewhere": "organ",
    "no-answer": "answer",
}
_PARTED = re.compile(r"[、，,；;\s]+")
_NUMBERED = re.compile(r"^(?P<name>.+?)[（(](?P<pk>\d{1,18})[）)]$")

People = Sequence[tuple[int, str]]


def spoken(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices of a term in the reader's language."""
    return [(value, gettext(label)) for value, label in choices]


def split_names(text: str) -> list[str]:
    """The names of a list as people write it, with 、 or commas or spaces between."""
    return [part for part in _PARTED.split(text.strip()) if part]


def joined(names: Sequence[str]) -> str:
    """Names in one line, the way they are split again."""
    return "、".join(names)  # not a message


def numbered(name: str, pk: int) -> str:
    """A name that several deputies bear, told apart by number."""
    return f"{name}（{pk}）"  # not a message


class Register(forms.Form):
    """One visitor, from the name to the route."""

    field_notes = {
        "phone": gettext_lazy("选填"),
        "words": gettext_lazy("第一句当标题"),
        "category": gettext_lazy("数字键直接选"),
        "deputies": gettext_lazy("几位用、隔开"),
        "people_count": "",
        "location": "",
        "how": "",
        "organ": gettext_lazy("近的在前"),
        "answer": "",
        "way": "",
    }
    use_required_attribute = False

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    station = forms.CharField(widget=forms.HiddenInput, max_length=15)
    name = forms.CharField(
        label=gettext_lazy("姓名"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True, "data-key": "n"}),
    )
    is_anonymous = forms.BooleanField(label=gettext_lazy("匿名"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("手机"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "data-private": True}),
    )
    words = forms.CharField(
        label=gettext_lazy("反映什么"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-similar": True}),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=lambda: spoken(Category.choices()),
        initial=Category.OTHER.value,
        required=False,
        widget=widgets.Segmented,
    )
    location = forms.CharField(
        label=gettext_lazy("地点"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-similar": True}),
    )
    deputies = forms.CharField(
        label=gettext_lazy("接待代表"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "deputy-names"}),
    )
    is_accusation = forms.BooleanField(
        label=gettext_lazy("这是检举控告"),
        required=False,
        help_text=gettext_lazy("勾选后立即离开一般流程，只有县级人大机关能看到，由其按规定转送。"),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("怎么办"),
        choices=HOW,
        initial=KEEP,
        required=False,
        widget=widgets.ChoiceCards(explanations=EXPLAINED),
    )
    organ = forms.ChoiceField(label=gettext_lazy("承办单位"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("答复内容"),
        validators=[MaxLengthValidator(rules.WORDS_MAX)],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_small = forms.BooleanField(
        label=gettext_lazy("走小事直通"),
        required=False,
        help_text=gettext_lazy("路灯、井盖这类小事，承办单位的期限更短。"),
    )
    people_count = forms.IntegerField(
        label=gettext_lazy("人数"),
        initial=1,
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "max": rules.PEOPLE_MAX, "inputmode": "numeric"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("怎么来的"),
        choices=lambda: spoken(Way.choices()),
        initial=Way.VISIT.value,
        required=False,
        widget=widgets.Segmented,
    )
    registered_on = forms.DateField(
        label=gettext_lazy("哪天来的"),
        required=False,
        widget=widgets.DateInput,
        help_text=gettext_lazy("补录纸质登记时改；不填就是今天。"),
    )
    address = forms.CharField(
        label=gettext_lazy("住址"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )
    wants_secrecy = forms.BooleanField(label=gettext_lazy("反映人要求保密"), required=False)
    merge_into = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organs: Sequence[tuple[str, list[tuple[int, str]]]] = (),
        on_duty: People = (),
        find_deputies: Callable[[Sequence[str]], People] | None = None,
        ways_out: Sequence[str] = (ASSIGN, SETTLE, KEEP, RECEIVE),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._on_duty, self._find = on_duty, find_deputies
        if not self.is_bound:
            self.fields["name"].widget.attrs["data-focus"] = True
        self.fields["organ"].choices = [("", gettext("请选择")), *organs]  # type: ignore[attr-defined]
        self.fields["how"].choices = [choice for choice in HOW if choice[0] in ways_out]  # type: ignore[attr-defined]
        self.fields["deputies"].initial = joined([name for _, name in on_duty])

    def clean_deputies(self) -> list[int]:
        """The deputies named, by number: those on duty first, then those of the area."""
        names = split_names(self.cleaned_data["deputies"])
        known = {name: pk for pk, name in self._on_duty}
        asked = [match["name"] if (match := _NUMBERED.match(name)) else name for name in names if name not in known]
        found = self._find(asked) if asked and self._find else ()
        return [known[name] if name in known else self._the_one(name, found) for name in names]

    @staticmethod
    def _the_one(written: str, found: People) -> int:
        match = _NUMBERED.match(written)
        name = match["name"] if match else written
        fitting = [pk for pk, known in found if known == name and (not match or pk == int(match["pk"]))]
        if not fitting:
            said = gettext("没有找到代表“%(name)s”，请从列表中选，或先空着") % {"name": name}
            raise forms.ValidationError(said)
        if len(fitting) > 1:
            said = gettext("有%(n)s位代表叫“%(name)s”，请选带编号的那一项") % {"n": len(fitting), "name": name}
            raise forms.ValidationError(said)
        return fitting[0]

    def clean_phone(self) -> str:
        """A number that can be called, or none."""
        return ruled(rules.must_be_a_phone, self.cleaned_data["phone"].strip())

    def clean_people_count(self) -> int:
        """One person unless more are said."""
        count = self.cleaned_data["people_count"]
        return ruled(rules.must_be_people, 1 if count is None else count)

    def clean_organ(self) -> int | None:
        """The organ's number."""
        return int(self.cleaned_data["organ"]) if self.cleaned_data["organ"] else None

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way out needs, and fill in what was left as it stands."""
        data = super().clean() or self.cleaned_data
        is_settled_elsewhere = bool(data.get("is_accusation") or data.get("merge_into"))
        how = KEEP if is_settled_elsewhere else data.get("how") or KEEP
        data["how"] = how
        if how != RECEIVE and "words" not in self.errors:
            self._must_say_what(data.get("words", ""))
        if how == ASSIGN and not data.get("organ") and "organ" not in self.errors:
            self.add_error("organ", gettext("请选承办单位，或改为“请代表跟进”"))
        if how == SETTLE and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", gettext("请写明怎样答复的"))
        data["category"] = data.get("category") or Category.OTHER.value
        data["way"] = data.get("way") or Way.VISIT.value
        return data

    def _must_say_what(self, words: str) -> None:
        if not words:
            self.add_error("words", gettext("请写下来访人说的事"))
            return
        try:
            ruled(rules.must_be_clear, words)
        except forms.ValidationError as unclear:
            self.add_error("words", unclear)

    @property
    def is_more_open(self) -> bool:
        """Whether the folded part must stand open, since something in it was filled or is wrong."""
        return self.is_bound and any(
            self[name].errors or (self[name].data and self[name].data != Way.VISIT)
            for name in ("way", "registered_on", "address", "wants_secrecy", "is_accusation")
        )
