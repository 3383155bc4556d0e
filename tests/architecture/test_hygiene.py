"""Nothing of one machine, one mirror or one palette is written where it does not belong."""

import re

from tests.architecture import source

THIS = "tests/architecture/test_hygiene.py"
TEXT = (
    ".py", ".toml", ".txt", ".in", ".md", ".html", ".css", ".js", ".mjs", ".json", ".yaml", ".sh", ".po", ".csv", ".npmrc",
    "Makefile", ".ci/run", ".editorconfig", ".gitignore",
)  # fmt: skip
FOREIGN = re.compile(
    r"registry\.npmjs\.org|registry\.npmmirror\.com|files\.pythonhosted\.org|\bpypi\.org|mirrors?\.[a-z]+\.(?:edu\.cn|com)"
    r"|--(?:extra-)?index-url\b|--find-links\b|/root/|/home/[a-z]|/Users/[A-Z]|(?<![\w.])/work/(?:main|shared)|/tmp/team"
)
COLOUR = r"\#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b"
PAINT = {
    # A value stands between a colon and the end of its declaration; a selector does not.
    ".css": re.compile(rf"(?<=:)[^;{{}}]*{COLOUR}(?=[^{{}}]*[;}}])", re.IGNORECASE),
    ".js": re.compile(rf"[\"'`]{COLOUR}[\"'`]", re.IGNORECASE),
    ".mjs": re.compile(rf"[\"'`]{COLOUR}[\"'`]", re.IGNORECASE),
    ".py": re.compile(rf"[\"']{COLOUR}[\"']", re.IGNORECASE),
    ".html": re.compile(rf"\b(?:fill|stroke|color|bgcolor|style|stop-color)=\"[^\"]*{COLOUR}", re.IGNORECASE),
}


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    findings = [
        f"{name}:{line}: {found}"
        for name in source.files(*TEXT, under="")
        if name != THIS
        for line, found in source.lines_matching(name, FOREIGN)
    ]
    assert not findings, source.report(findings)


def test_colours_are_written_in_tokens_css_only() -> None:
    findings = [
        f"{name}:{line}: {found.strip()}"
        for name in source.files(*PAINT)
        if not name.endswith("/tokens.css") and "tests" not in source.rooms(name)
        for line, found in source.lines_matching(name, PAINT[name[name.rindex(".") :]])
    ]
    assert not findings, source.report(findings)
