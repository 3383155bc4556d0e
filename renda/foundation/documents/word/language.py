"""What a template may say: the places of its form, loops over its lists, and conditions; nothing else runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from renda.foundation.documents.word.registry import Field
from renda.foundation.errors import RuleBroken

LOOP = Field("loop", "", parts=tuple(Field(name, "") for name in ("index", "first", "last", "length")))
DEEPEST = 8


class TemplateLanguage(SandboxedEnvironment):
    """Jinja that refuses, before anything runs, whatever is not a place of the form, a loop or a condition.

    The sandbox and the lack of filters, tests and globals stand behind that as a second wall.
    """

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__(autoescape=True, loader=None)
        self.places = {field.name: field for field in fields}
        for table in (self.globals, self.filters, self.tests):
            table.clear()

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """A template out of its text.

        Raises:
            RuleBroken: it does not parse, names a place that the form lacks, or says more than it may.
        """
        try:
            tree = self.parse(source)
        except TemplateSyntaxError as fault:
            raise RuleBroken(
                "template-syntax",
                "模板里的占位符写法有误，请检查括号是否成对、每个 for 和 if 是否都有结尾（%(said)s）",
                said=fault.message or "",
            ) from fault
        self._check(tree.body, self.places, 0)
        return super().from_string(source, *args, **kwargs)

    def _check(self, body: list[nodes.Node], places: Mapping[str, Field], depth: int) -> None:
        if depth > DEEPEST:
            raise _too_much("for")
        for node in body:
            match node:
                case nodes.Output():
                    for said in node.nodes:
                        if not isinstance(said, nodes.TemplateData):
                            self._printed(said, places)
                case nodes.If():
                    self._condition(node.test, places)
                    for branch in (node.body, *(other.body for other in node.elif_), node.else_):
                        self._check(branch, places, depth + 1)
                    for other in node.elif_:
                        self._condition(other.test, places)
                case nodes.For():
                    self._check(node.body, self._within(node, places), depth + 1)
                case _:
                    raise _too_much(type(node).__name__.lower())

    def _within(self, node: nodes.For, places: Mapping[str, Field]) -> dict[str, Field]:
        """The places known inside a loop; a loop within a loop goes over a list of the outer row."""
        plain = isinstance(node.target, nodes.Name) and not (node.test or node.else_ or node.recursive)
        if not plain:
            raise _too_much("for")
        field = self._field(node.iter, places)
        if not field.is_list:
            raise RuleBroken("template-not-a-list", "占位符“%(name)s”只有一项，不能用 for", name=field.name)
        if "loop" in places and isinstance(node.iter, nodes.Name):
            raise RuleBroken("template-nested", "循环里不能再循环整份清单“%(name)s”", name=field.name)
        name = getattr(node.target, "name", "")
        row = Field(name, field.label, parts=field.parts)
        return {**places, name: row, "loop": LOOP}

    def _printed(self, node: nodes.Node, places: Mapping[str, Field]) -> None:
        field = self._field(node, places)
        if field.is_list or field.parts:
            raise RuleBroken("template-list", "占位符“%(name)s”是一份清单，要用 for 逐项写出", name=_written(node))

    def _condition(self, node: nodes.Node, places: Mapping[str, Field]) -> None:
        match node:
            case nodes.Not():
                self._condition(node.node, places)
            case nodes.And() | nodes.Or():
                self._condition(node.left, places)
                self._condition(node.right, places)
            case _:
                self._field(node, places)

    def _field(self, node: nodes.Node, places: Mapping[str, Field]) -> Field:
        if isinstance(node, nodes.Name):
            found = places.get(node.name)
            known: Iterator[str] = iter(places)
        elif isinstance(node, nodes.Getattr):
            holder = self._field(node.node, places)
            found = None if holder.is_list else holder.part(node.attr)
            known = (f"{_written(node.node)}.{part.name}" for part in holder.parts)
        else:
            raise _too_much(type(node).__name__.lower())
        if found is None:
            raise RuleBroken(
                "template-unknown",
                "占位符“%(name)s”不认识。这里可以用的有：%(known)s",
                name=_written(node),
                known="、".join(sorted(known)),
            )
        return found


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return str(getattr(node, "name", ""))


def _too_much(said: str) -> RuleBroken:
    return RuleBroken("template-too-much", "模板里只能写占位符、for 循环和 if 条件，不能写别的（%(said)s）", said=said)
