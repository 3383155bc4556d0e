"""Templates carry no script, no style and no untranslated text, and each is used."""

import re
from collections.abc import Iterator

from tests.architecture import source

TEMPLATES = [name for name in source.files(".html", ".txt", ".ics", ".svg") if "/templates/" in name]
# Django looks these up itself.
BY_CONVENTION = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}

COMMENT = r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
BLOCK = r"\{%\s*block(?:translate|trans)\b.*?%\}.*?\{%\s*endblock(?:translate|trans)\s*%\}"
STRING = r"""(?:"[^"]*"|'[^']*')"""
TRANSLATED = re.compile(rf"{COMMENT}|{BLOCK}|\{{%\s*trans(?:late)?\s+{STRING}.*?%\}}|\b_\({STRING}\)", re.DOTALL)

# A data block is not run; everything else that is written into the page is refused by the policy of the pages.
INLINE = re.compile(
    r"""<script\b(?![^>]*\bsrc=)(?![^>]*\btype=["'](?:importmap|application/json)["'])[^>]*>"""
    r"""|<style\b|\sstyle=|\son[a-z]+=|\shx-on\b|\bjavascript:""",
    re.IGNORECASE,
)


TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def _name(path: str) -> str:
    return path.rpartition("/templates/")[2]


def _without(pattern: re.Pattern[str], content: str) -> str:
    """The text with every match blanked, lines kept."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", "_", match.group()), content)


def _inline(path: str) -> Iterator[str]:
    content = _without(TAG, source.text(path))
    for found in INLINE.finditer(content):
        yield f"{path}:{content.count(chr(10), 0, found.start()) + 1}: {found.group().strip()}"


def _untranslated(path: str) -> Iterator[str]:
    content = _without(TRANSLATED, source.text(path))
    for number, line in enumerate(content.splitlines(), start=1):
        if source.HAN.search(line):
            yield f"{path}:{number}: not inside translate: {line.strip()}"


def test_every_template_is_used() -> None:
    others = source.files(".py", ".html", ".toml")
    findings = [
        f"{path}:1: no view, template or setting names {_name(path)}"
        for path in TEMPLATES
        if _name(path) not in BY_CONVENTION
        and not any(_name(path) in source.text(other) for other in others if other != path)
    ]
    assert not findings, source.report(findings)


def test_templates_carry_no_inline_script_or_style() -> None:
    findings = [finding for path in TEMPLATES for finding in _inline(path)]
    assert not findings, source.report(findings)


def test_chinese_in_templates_is_inside_translate() -> None:
    findings = [finding for path in TEMPLATES for finding in _untranslated(path)]
    assert not findings, source.report(findings)
