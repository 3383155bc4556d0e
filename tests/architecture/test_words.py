"""One word a thing: labels stand in the glossary, and no message is put together from pieces."""

import ast
import importlib
import re
from collections.abc import Iterator

from babel.messages.pofile import read_po

from renda.foundation.vocabulary import Term
from tests.architecture import source
from tools import messages

GLOSSARY = "docs/glossary.md"
# A line of a script with Chinese that is no comment.
SPOKEN = re.compile(r"^(?!\s*(?://|/?\*)).*[\u4e00-\u9fff].*$", re.MULTILINE)


def _rows() -> Iterator[list[str]]:
    """The rows of the tables `| 汉语 | English | code |`, without their heads."""
    for line in source.text(GLOSSARY).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and source.HAN.search(cells[0]) and cells[0] != "汉语":
            yield cells


def _glossary() -> set[str]:
    """The Chinese words of the glossary; variants are parted by a slash."""
    cells: set[str] = set()
    for cell, *_ in _rows():
        cells.add(cell)
        cells.update(part.strip() for part in cell.split("/"))
    return cells


def _labels() -> Iterator[tuple[str, str]]:
    """Place and label of every term of a capability."""
    for name in source.running_code("renda/capabilities/"):
        if "terms" not in source.rooms(name):
            continue
        module = importlib.import_module(".".join(source.rooms(name)).removesuffix(".__init__"))
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Term) and kind.__module__ == module.__name__:
                for member in kind:
                    lines = source.text(name).splitlines()
                    written = re.compile(rf"\b{member.name}\s*=")
                    line = next((n for n, row in enumerate(lines, start=1) if written.search(row)), 1)
                    yield f"{name}:{line}", member.label


def test_every_label_stands_in_the_glossary() -> None:
    glossary = _glossary()
    findings = [f"{place}: {label} is not in {GLOSSARY}" for place, label in _labels() if label not in glossary]
    assert not findings, source.report(findings)


def test_the_screen_says_the_english_of_the_glossary() -> None:
    """Case apart: a word may open a line on the screen."""
    with messages.CATALOGUE.open("rb") as file:
        # With a context, a word has a second job and an English of its own.
        said = [message for message in read_po(file, locale="en") if message.string and not message.context]
    screen = {message.id: str(message.string) for message in said}
    findings = [
        f"{GLOSSARY}: {word} is {english} here and {screen[word]} on the screen"
        for word, english, *_ in _rows()
        if screen.get(word, english).lower() != english.lower()
    ]
    assert not findings, source.report(findings)


def test_no_message_is_an_f_string() -> None:
    findings = [
        f"{name}:{node.lineno}: Chinese in an f-string cannot be translated; use %(name)s"
        for name in source.running_code("renda/")
        if not messages.is_grammar(name)
        for node in ast.walk(source.tree(name))
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(v, ast.Constant) and source.HAN.search(str(v.value)) for v in node.values)
        and messages.MARK not in source.text(name).splitlines()[node.lineno - 1]
    ]
    assert not findings, source.report(findings)


def test_every_message_has_its_english() -> None:
    findings = messages.missing()
    assert not findings, source.report(findings)


def test_scripts_carry_no_chinese() -> None:
    """Scripts get their words from the page, in data attributes, where they are translated."""
    findings = [
        f"{name}:{line}: {found}"
        for name in source.files(".js", ".mjs")
        for line, found in source.lines_matching(name, SPOKEN)
    ]
    assert not findings, source.report(findings)
