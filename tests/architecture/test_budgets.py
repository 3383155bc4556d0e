"""A file fits into one sitting and a function onto one screen."""

import ast

from tests.architecture import source

FILE_LINES = 400
FUNCTION_LINES = 60


def _ours(*suffixes: str) -> list[str]:
    found = [
        name for top in ("renda/", "tests/", "tools/", "benchmarks/") for name in source.files(*suffixes, under=top)
    ]
    return [name for name in found if "migrations" not in source.rooms(name)]


def test_files_are_at_most_400_lines_long() -> None:
    lengths = {name: len(source.text(name).splitlines()) for name in _ours(".py", ".html", ".js", ".mjs", ".css")}
    findings = [f"{name}:{FILE_LINES}: {n} lines; make it a folder" for name, n in lengths.items() if n > FILE_LINES]
    assert not findings, source.report(findings)


def test_functions_are_at_most_60_lines_long() -> None:
    findings = [
        f"{name}:{node.lineno}: {node.name} is {node.end_lineno - node.lineno + 1} lines long"
        for name in _ours(".py")
        for node in ast.walk(source.tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not findings, source.report(findings)
