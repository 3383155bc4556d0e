"""Keeps the English catalogue: finds every Chinese message, merges, checks, compiles.

    tools/messages.py            extract and merge into renda/locale/en/LC_MESSAGES/django.po
    tools/messages.py --check    list messages without English, and translations that lost a placeholder
    tools/messages.py --compile  write the .mo files beside the .po files

Messages are what views and templates pass to gettext, and every Chinese literal in Python besides:
pure rooms hold plain text which the screen translates.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import (
    block_re,
    constant_re,
    endblock_re,
    inline_re,
    plural_re,
)

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "renda/locale"
CATALOGUE = LOCALE / "en/LC_MESSAGES/django.po"
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
CONTEXT = re.compile(r"""\scontext\s+("[^"]*"|'[^']*')""")
# A line that ends so holds Chinese which is data or grammar and never shown as it stands.
MARK = "# not a message"
# Where Chinese is no message for the catalogue; paths begin so.
GRAMMAR = (
    "renda/foundation/documents/word/layout/",  # the words of official documents, which are Chinese in any language
    "renda/capabilities/suggestions/documents/texts/",  # and the texts of some
    "renda/foundation/web/wording.py",  # how days and numbers are written, one way a language
    "renda/law/",  # below the catalogues: carries its English beside its words
    "renda/project/command",  # words for a terminal, in both languages at once
    "renda/project/environment.py",  # names of one installation
)
NOT_SHOWN = {"tests", "migrations", "demo", "factories"}

HEADER = r"""# English words for the Chinese messages of renda. Kept by `make messages`.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


@dataclass
class Message:
    """One message id and where it is said."""

    text: str
    plural: str = ""
    context: str = ""
    places: list[tuple[str, int]] = field(default_factory=list)

    @property
    def id(self) -> str | tuple[str, str]:
        """The id as babel wants it."""
        return (self.text, self.plural) if self.plural else self.text


def is_grammar(name: str) -> bool:
    """Whether the Chinese of a file (path from the root) is grammar and not messages."""
    return name.startswith(GRAMMAR)


# ---- Python -----------------------------------------------------------------------


def _silent(tree: ast.Module) -> set[int]:
    """Ids of the string nodes that are no message: docstrings, bare strings, pieces of f-strings."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            silent.update(id(piece) for piece in node.values)
    return silent


def _called(node: ast.Call) -> str:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name.removesuffix("_lazy").removesuffix("_noop")


def _from_calls(tree: ast.Module, silent: set[int]) -> Iterator[tuple[int, Message]]:
    """Messages with a plural or a context, which a bare literal does not show."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _called(node) not in {"ngettext", "pgettext", "npgettext"}:
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        silent.update(id(a) for a in node.args if isinstance(a, ast.Constant))
        context = texts.pop(0) if _called(node) != "ngettext" else ""
        yield node.lineno, Message(texts[0], texts[1] if len(texts) > 1 else "", context)


def from_python(source: str) -> Iterator[tuple[int, Message]]:
    """Line and message of every Chinese literal that is not a docstring, and of every gettext call."""
    tree = ast.parse(source)
    lines = source.splitlines()
    silent = _silent(tree)
    yield from _from_calls(tree, silent)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        # A string over several lines carries its mark after its last piece.
        marked = any(MARK in line for line in lines[node.lineno - 1 : node.end_lineno])
        if HAN.search(node.value) and not marked:
            yield node.lineno, Message(node.value)


# ---- templates ----------------------------------------------------------------------


def _unquoted(literal: str) -> str:
    return literal[1:-1].replace("%", "%%")


def _context(tag: str) -> str:
    found = CONTEXT.search(tag)
    return _unquoted(found[1]) if found else ""


def _block(opening: str, tokens: Iterator) -> Message:
    """The message of a blocktranslate, read up to its end tag as Django itself puts it together."""
    parts: dict[str, str] = {"": "", "plural": ""}
    into = ""
    for token in tokens:
        if token.token_type == TokenType.VAR:
            parts[into] += f"%({token.contents})s"
        elif token.token_type == TokenType.TEXT:
            parts[into] += token.contents.replace("%", "%%")
        elif endblock_re.match(token.contents):
            break
        elif plural_re.match(token.contents):
            into = "plural"
    if " trimmed" in opening:
        parts = {name: trim_whitespace(text) for name, text in parts.items()}
    return Message(parts[""], parts["plural"], _context(opening))


def from_template(source: str) -> Iterator[tuple[int, Message]]:
    """Line and message of every translate, blocktranslate and _() of a template."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        if block_re.match(token.contents):
            yield token.lineno, _block(token.contents, tokens)
            continue
        found = inline_re.match(token.contents) if token.token_type == TokenType.BLOCK else None
        if found:
            yield token.lineno, Message(_unquoted(found[1]), context=_context(token.contents))
        for constant in constant_re.findall(token.contents):
            yield token.lineno, Message(_unquoted(constant.removeprefix("_(").removesuffix(")")))


# ---- the catalogue --------------------------------------------------------------------


def _sources() -> Iterator[tuple[str, Iterator[tuple[int, Message]]]]:
    for path in sorted((ROOT / "renda").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if not NOT_SHOWN.isdisjoint(name.removesuffix(".py").split("/")):
            continue
        if path.suffix == ".py" and not is_grammar(name):
            yield name, from_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt", ".ics", ".svg"} and "/templates/" in name:
            yield name, from_template(path.read_text(encoding="utf-8"))


def extract() -> dict[tuple[str, str], Message]:
    """Every message of the project by context and text, with the places where it is said."""
    found: dict[tuple[str, str], Message] = {}
    for name, said in _sources():
        for line, message in said:
            known = found.setdefault((message.context, message.text), message)
            known.plural = known.plural or message.plural
            known.places.append((name, line))
    return found


@cache
def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _translation(catalogue: Catalog, message: Message) -> tuple[str, ...]:
    """The English of a message, one text a plural form; empty where there is none."""
    known = catalogue.get(message.text, message.context or None)
    texts = known.string if known else ""
    texts = texts if isinstance(texts, tuple | list) else (texts,)
    # A message that gained or lost its plural has to be translated anew.
    return tuple(texts) if all(texts) and (len(texts) > 1) == bool(message.plural) else ()


def merge() -> Catalog:
    """The catalogue as it should be: every message, known English kept, obsolete entries gone."""
    known, merged = _read(CATALOGUE), Catalog(locale="en", fuzzy=False)
    for message in extract().values():
        texts = _translation(known, message)
        string = (texts or ("", "")) if message.plural else "".join(texts)
        files = sorted({(name, None) for name, _ in message.places})
        flags = {"python-format"} if PLACEHOLDER.search(message.text) else set()
        merged.add(message.id, string, locations=files, flags=flags, context=message.context or None)
    return merged


def missing() -> list[str]:
    """Place and text of each message without English, or whose English lost or gained a placeholder."""
    catalogue, findings = _read(CATALOGUE), []
    for message in extract().values():
        name, line = message.places[0]
        texts = _translation(catalogue, message)
        wanted = set(PLACEHOLDER.findall(message.text + message.plural))
        if not texts:
            findings.append(f"{name}:{line}: no English for {message.text!r}")
        # A form for one thing may leave its number out.
        elif set(PLACEHOLDER.findall(texts[-1])) != wanted:
            findings.append(f"{name}:{line}: placeholders differ: {message.text!r} and {texts[-1]!r}")
    return findings


def write() -> int:
    """Write the merged catalogue and answer how many messages wait for their English."""
    merged = merge()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, merged, width=110, omit_header=True, sort_output=True, include_lineno=False)
    return sum(1 for m in merged if m.id and not all(m.string if isinstance(m.string, tuple | list) else (m.string,)))


def compile_all() -> None:
    """Write each catalogue's .mo beside it."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path))


def main(arguments: list[str]) -> int:
    """Run one of the three jobs; the exit status says whether anything is missing."""
    if arguments == ["--compile"]:
        compile_all()
        return 0
    if arguments == ["--check"]:
        findings = missing()
        print("\n".join(findings) or "every message has its English")
        return bool(findings)
    if arguments:
        print(__doc__)
        return 2
    print(f"{write()} messages wait for their English in {CATALOGUE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
