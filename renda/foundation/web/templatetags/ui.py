"""Owns the template tags and filters of the look: the house's components by their names."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from renda.foundation.web import charts, error_words, icons, wording
from renda.foundation.web import clock as clocks

register = template.Library()

LAMPS = ("ok", "warn", "danger", "wait")

register.filter("cn_date", wording.day)
register.filter("cn_datetime", wording.moment)
register.filter("weekday", wording.weekday)
register.filter("thousands", wording.thousands)
register.filter("tenths_percent", wording.tenths_percent)
register.filter("receipt", wording.receipt)
register.filter("citation", wording.citation)
register.filter("month", wording.month)
register.filter("month_of_year", wording.month_of_year)
register.filter("in_brackets", wording.in_brackets)
register.filter("pair", wording.pair)
register.simple_tag(charts.sparkline, name="sparkline")
register.simple_tag(charts.trend, name="trend")
register.simple_tag(charts.rate_bar, name="rate_bar")
register.simple_tag(error_words.words, name="error_words")


@register.filter
def cn_date_full(value: date | None) -> str:
    """Write a day always with its year."""
    return wording.day(value, with_year=True)


def _said(words: object) -> object:
    """Translate plain Chinese from the pure rooms; markup and empty words pass untouched."""
    return gettext(words) if type(words) is str and words else words


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon by its Tabler name; sizes are small, tab and large."""
    return icons.svg(name, size)


@register.simple_tag
def seal(characters: str = "", size: str = "") -> SafeString:
    """Draw the seal: four characters in two rows, the only emblem of the house."""
    cells = format_html_join("", "<span>{}</span>", ((one,) for one in characters))
    return format_html('<span class="seal{}" aria-hidden="true">{}</span>', f" seal-{size}" if size else "", cells)


@register.simple_tag
def lamp(kind: str, word: str) -> SafeString:
    """Light a lamp: colour, shape and word together."""
    if kind not in LAMPS:
        message = f"A lamp is one of {LAMPS}, not {kind!r}"
        raise ValueError(message)
    return format_html('<span class="lamp {}">{}</span>', kind, _said(word))


@register.simple_tag
def due_lamp(
    due_on: date | None,
    today: date | None = None,
    started_on: date | None = None,
    finished_on: date | None = None,
) -> SafeString:
    """Light the lamp of a due date, for a row of a table."""
    reading = clocks.read(due_on, today=today or timezone.localdate(), started_on=started_on, finished_on=finished_on)
    return format_html('<span class="lamp {}">{}</span>', reading.kind, reading.word)


@register.simple_tag
def chip(label: str, kind: str = "") -> SafeString:
    """Show a state of the workflow on a soft ground."""
    return format_html('<span class="chip{}">{}</span>', f" {kind}" if kind else "", _said(label))


@register.simple_tag
def clock(
    due_on: date | None = None,
    started_on: date | None = None,
    today: date | None = None,
    finished_on: date | None = None,
    rule: str = "",
    citation: str = "",
    citation_url: str = "",
    paused: str = "",
    until: str = "",
) -> SafeString:
    """Show a due date whole: lamp, days large, date with weekday, elapsed track, rule and its article.

    ``until`` is a message with the places ``day`` and ``weekday``: until when what is to be done.
    """
    today = today or timezone.localdate()
    reading = clocks.read(due_on, today=today, started_on=started_on, finished_on=finished_on, is_paused=bool(paused))
    parts = [format_html('<p class="lamp {}">{}</p>', reading.kind, reading.short)]
    if reading.days is not None:
        figure = format_html('<b class="clock-figure num">{}</b>', abs(reading.days))
        said = gettext("天，超过期限") if reading.days < 0 else gettext("天后到期")
        parts.append(format_html('<p class="clock-days">{} {}</p>', figure, said))
    if paused:
        parts.append(format_html('<p class="small soft">{}</p>', _said(paused)))
    if due_on is not None:
        when = gettext(until or "%(day)s（%(weekday)s）前办结") % {
            "day": wording.day(due_on, today=today),
            "weekday": wording.weekday(due_on),
        }
        parts.append(format_html('<p class="small soft num">{}</p>', when))
    if reading.elapsed is not None and started_on is not None and due_on is not None:
        heard = gettext("%(all)s日已过%(n)s日") % {
            "all": (due_on - started_on).days,
            "n": (min(today, finished_on or today) - started_on).days,
        }
        parts.append(charts.track(reading.kind, reading.elapsed, heard))
    source = _source(rule, citation, citation_url)
    if source:
        parts.append(format_html('<p class="note faint">{}</p>', source))
    return format_html('<div class="clock">{}</div>', SafeString("".join(parts)))


def _source(rule: str, citation: str, citation_url: str) -> SafeString:
    """Name the rule and its article; a date without an article is a promise and says so."""
    if not citation:
        return format_html("{}", wording.pair(gettext("承诺"), _said(rule))) if rule else SafeString("")
    article = format_html('<a class="link" href="{}">{}</a>', citation_url, citation) if citation_url else citation
    return format_html("{}<br>{}", _said(rule), article) if rule else format_html("{}", article)


def _initial(name: object) -> str:
    """Take the surname, or the whole count where the card stands for several people."""
    words = str(name)
    digits = words[: len(words) - len(words.lstrip("0123456789"))]
    return digits or words[:1]


@register.simple_tag
def person_card(name: str, role: str = "", contact_url: str = "", contact_label: str = "", url: str = "") -> SafeString:
    """Show a person: surname in a disc, name, role, one way to reach them."""
    named = format_html('<a href="{}">{}</a>', url, name) if url else name
    act = ""
    if contact_url:
        act = format_html(
            '<a class="btn btn-small" href="{}">{}{}</a>',
            contact_url,
            icons.svg("phone") if contact_url.startswith("tel:") else "",
            contact_label or gettext("联系"),
        )
    return format_html(
        '<div class="person"><span class="disc" aria-hidden="true">{}</span><div class="grow"><b>{}</b>'
        '<p class="note soft">{}</p></div>{}</div>',
        _initial(name),
        named,
        _said(role),
        act,
    )


@register.simple_tag
def key(keys: str, label: str = "") -> SafeString:
    """Show a key or a chord (Ctrl+Enter) and what it does."""
    caps = format_html_join(" ", "<kbd>{}</kbd>", ((one,) for one in keys.split("+")))
    return format_html('<span class="key">{} {}</span>', caps, label) if label else caps


@register.simple_tag
def drill(value: int | None, url: str) -> SafeString:
    """Show a number that opens the list it counts."""
    return format_html('<a class="drill num" href="{}">{}</a>', url, wording.thousands(value))


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, label: str, field: str, kind: str = "") -> SafeString:
    """Write a column head that sorts by a field and says how the table stands; kind "num" sets it right."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{field}" if current == field else field
    query.pop("after", None)
    query.pop("before", None)
    state = {field: "ascending", f"-{field}": "descending"}.get(current)
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}{}</a></th>',
        format_html(' class="{}"', kind) if kind else "",
        format_html(' aria-sort="{}"', state) if state else "",
        query.urlencode(),
        label,
        icons.svg({"ascending": "chevron-up", "descending": "chevron-down"}.get(state or "", "selector"), "small"),
    )


def _needed(field: BoundField) -> str:
    return gettext("必填") if field.field.required else gettext("选填")


@register.simple_tag
def field_note(field: BoundField) -> SafeString:
    """Say beside a label whether the field must be filled, unless the form notes something else, and its keys."""
    notes: dict[str, str] = getattr(field.form, "field_notes", {})
    keys: dict[str, str] = getattr(field.form, "field_keys", {})
    said = _said(notes[field.name]) if field.name in notes else _needed(field)
    return format_html("{} {}", said, key(keys[field.name])) if field.name in keys else format_html("{}", said)


def _errors(bound: BoundField) -> list[str]:
    """Say each error of a field; Django's stock sentence for an empty one gives way to ours."""
    stock = forms.Field.default_error_messages["required"]
    said = []
    for error in bound.errors.as_data():
        is_stock = error.code == "required" and error.message == stock
        said += [gettext("这一栏还没有填")] if is_stock else error.messages
    return said


@register.simple_tag
def field_errors(field: BoundField) -> SafeString:
    """Write what is wrong with a field, each beginning with the square of the danger lamp."""
    return format_html_join("", "<span>{}</span>", ((said,) for said in _errors(field)))


@register.simple_tag
def fields(form: BaseForm, *names: str) -> SafeString:
    """Draw the named fields of a form in this order; give the rest by further calls."""
    return format_html_join("", "{}", ((form[name].as_field_group(),) for name in names))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """List what is wrong above the form, each with a link to its field; it takes the focus."""
    if not form.is_bound or not form.errors:
        return SafeString("")
    items: list[tuple[Any, ...]] = [("", error) for error in form.non_field_errors()]
    for bound in form:
        for said in _errors(bound):
            target = bound.id_for_label or bound.auto_id
            items.append((target, wording.pair(bound.label, said)))
    lines = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="#{}">{}</a>', target, said) if target else conditional_escape(said),)
            for target, said in items
        ),
    )
    title = gettext("还有%(n)s处要改") % {"n": len(items)}
    return format_html(
        '<div class="error-summary" role="alert" tabindex="-1" data-focus><p class="lamp danger">{}</p><ul>{}</ul></div>',
        title,
        lines,
    )


@register.filter
def names(people: Iterable[object]) -> str:
    """Join names the Chinese way, with 、 between; commas in English."""
    return wording.pause().join(str(one) for one in people)
