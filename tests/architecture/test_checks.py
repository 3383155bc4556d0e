"""The checks themselves: each is shown an offence and something harmless that looks like it."""

import ast
import re

import grimp
import pytest

from tests.architecture import test_clock, test_hygiene, test_templates, test_writers
from tools import doors, messages


def _call(source: str) -> ast.Call:
    return ast.parse(source, mode="eval").body


@pytest.mark.parametrize(
    "source",
    [
        "case.save()",
        "case.save(update_fields=['state'])",
        "rows.delete()",
        "rows.update(state='x')",
        "Case.objects.create(a=1)",
    ],
)
def test_a_write_is_seen(source: str) -> None:
    assert test_writers._is_write(_call(source))


@pytest.mark.parametrize("source", ["book.save(buffer)", "cache.delete('key')", "seen.update(found)", "save()"])
def test_what_only_looks_like_a_write_passes(source: str) -> None:
    assert not test_writers._is_write(_call(source))


@pytest.mark.parametrize("source", ["timezone.now()", "date.today()", "localdate()", "datetime.now(tz=UTC)"])
def test_a_look_at_the_clock_is_seen(source: str) -> None:
    assert test_clock._looks_at_the_clock(_call(source))


def test_a_given_moment_is_no_look_at_the_clock() -> None:
    assert not test_clock._looks_at_the_clock(_call("localdate(at)"))


@pytest.mark.parametrize(
    "markup",
    ["<script>go()</script>", '<p style="color: red">', '<a onclick="go()">', "<style>", '<a href="javascript:go()">'],
)
def test_inline_script_and_style_are_seen(markup: str) -> None:
    assert test_templates.INLINE.search(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="/static/a.js"></script>',
        '<script id="rows" type="application/json">',
        "{% with one=1 onload=2 %}",
    ],
)
def test_files_and_data_blocks_pass(markup: str) -> None:
    assert not test_templates.INLINE.search(test_templates._without(test_templates.TAG, markup))


@pytest.mark.parametrize(
    "markup",
    [
        '{% translate "办结" %}',
        '{% translate "办结" context "步骤" as done %}',
        "{% blocktranslate count n=n %}一件{% plural %}{{ n }}件{% endblocktranslate %}",
        '{% include "x.html" with title=_("办结") %}',
        "{# 说明 #}",
        "{% comment %}说明{% endcomment %}",
    ],
)
def test_translated_text_passes(markup: str) -> None:
    assert not re.search("[一-龥]", test_templates.TRANSLATED.sub("", markup))


def test_bare_text_is_seen() -> None:
    assert re.search("[一-龥]", test_templates.TRANSLATED.sub("", '<b title="办结">{% translate "交办" %}</b>'))


@pytest.mark.parametrize(
    ("suffix", "source", "seen"),
    [
        (".css", "a{color:#a01}", True),
        (".css", "a{border: 1px solid #aa0011;}", True),
        (".css", "#add{color:red}", False),
        (".html", '<a href="#add">', False),
        (".html", '<path fill="#aa0011">', True),
        (".js", 'paint("#aa0011")', True),
        (".py", '"#aa0011"', True),
    ],
)
def test_colours_are_seen_where_they_paint(suffix: str, source: str, seen: bool) -> None:
    assert bool(test_hygiene.PAINT[suffix].search(source)) is seen


def _found(source: str) -> list[tuple]:
    return [(m.text, m.plural, m.context) for _, m in messages.from_template(source)]


def test_messages_of_a_template_are_those_django_looks_up() -> None:
    assert _found('{% translate "交办" %}{{ _("办结") }}') == [("交办", "", ""), ("办结", "", "")]
    assert _found('{% translate "占50%" context "份额" %}') == [("占50%%", "", "份额")]
    block = (
        "{% blocktranslate trimmed count n=rows %}\n  {{ n }}件\n{% plural %}\n  共{{ n }}件\n{% endblocktranslate %}"
    )
    assert _found(block) == [("%(n)s件", "共%(n)s件", "")]


def test_messages_of_python_are_its_chinese_literals() -> None:
    source = '''
"""说明"""
LABEL = "交办"
DIGITS = "一二三"  # not a message
WIDE = ngettext("%(n)s件", "共%(n)s件", n)
NAMED = pgettext_lazy("步骤", "办结")
PIECE = f"第{n}件"
'''
    found = sorted((m.text, m.plural, m.context) for _, m in messages.from_python(source))
    assert found == [("%(n)s件", "共%(n)s件", ""), ("交办", "", ""), ("办结", "", "步骤")]


def test_a_neighbour_is_entered_by_its_doors() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (
        ("house.here.actions", "house.there.actions"),
        ("house.here.views", "house.there.models"),
        ("house.here.tests.test_views", "house.there.tests.factories"),
        ("house.here.tests.test_views", "house.there.models"),
        ("house.here.views", "house.here.models"),
    ):
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="import")
    contract = doors.DoorsContract(
        name="Doors",
        session_options={},
        contract_options={"floor": "house", "doors": ["actions", "queries"], "exempt": ["tests", "demo"]},
    )
    trespasses = contract.check(graph, verbose=False).metadata["trespasses"]
    assert trespasses == [
        ("house.here.tests.test_views", "house.there.models", 1),
        ("house.here.views", "house.there.models", 1),
    ]
