"""The forms of documents that capabilities register: label, layout, facts they take, and their default template."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from renda.foundation.documents.word.layout.paper import Paper
from renda.foundation.vocabulary import Term

LABEL = "label"


class Profile(Term):
    """Which layout of GB/T 9704-2012 a document follows."""

    DOCUMENT = "document", "文件格式"
    LETTER = "letter", "信函格式"
    FORM = "form", "表格"


@dataclass(frozen=True)
class Field:
    """A place in a template: its name, what it holds, and for a list what each of its rows holds."""

    name: str
    label: str
    is_list: bool = False
    parts: tuple[Field, ...] = ()

    def part(self, name: str) -> Field | None:
        """The part of a row that has this name."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True)
class Form:
    """A kind of document: stable name, label, layout, class of its facts, an invented example, its default template."""

    name: str
    label: str
    profile: Profile
    facts: type[Any]
    sample: Any
    build: Callable[[], Paper]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The places its templates may use."""
        return fields_of(self.facts)


_forms: dict[str, Form] = {}


def fact(label: str) -> Any:
    """A field of a class of facts, with its label."""
    return dataclasses.field(metadata={LABEL: label})


def register(form: Form) -> None:
    """Make a form known; called from ``AppConfig.ready()``.

    Raises:
        TypeError: the facts are not a dataclass of texts, flags, numbers and tuples of texts or dataclasses.
    """
    fields_of(form.facts)
    _forms[form.name] = form


def form(name: str) -> Form:
    """The form of that name.

    Raises:
        KeyError: no capability registered it.
    """
    return _forms[name]


def known(name: str) -> bool:
    """Whether a form of that name is registered."""
    return name in _forms


def forms() -> list[Form]:
    """Every form, by name."""
    return [_forms[name] for name in sorted(_forms)]


@lru_cache
def default_template(form: Form) -> bytes:
    """The .docx the house itself supplies; the same bytes every time."""
    return form.build().to_bytes()


def fields_of(facts: Any) -> tuple[Field, ...]:
    """The places a class of facts fills, from its annotations."""
    hints = get_type_hints(facts)
    return tuple(
        _field(each.name, each.metadata.get(LABEL, ""), hints[each.name]) for each in dataclasses.fields(facts)
    )


def _field(name: str, label: str, kind: Any) -> Field:
    if kind in {str, bool, int}:
        return Field(name, label)
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
        inner = get_args(kind)[0]
        return Field(name, label, is_list=True, parts=() if inner is str else fields_of(inner))
    message = f"{name}: documents take no {kind}"
    raise TypeError(message)
