"""Actions are the only writers, and nobody looks models up by name to get round the contracts."""

import ast
from collections.abc import Iterator

from tests.architecture import source

ALWAYS_A_WRITE = {
    "create",
    "acreate",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "abulk_create",
    "abulk_update",
    "asave",
    "adelete",
    "aupdate",
}


def _is_write(call: ast.Call) -> bool:
    """Whether a call writes rows, judged by its shape.

    A model is saved without positional arguments while a workbook or picture is saved to somewhere;
    rows are deleted without arguments while a cache deletes a key; a query is updated by keywords.
    """
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    return (
        name in ALWAYS_A_WRITE
        or (name == "save" and not call.args)
        or (name == "delete" and not call.args and not call.keywords)
        or (name == "update" and not call.args and bool(call.keywords))
    )


def _writes(name: str) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree(name)):
        if isinstance(node, ast.Call) and _is_write(node):
            yield node


def test_only_actions_write() -> None:
    findings = [
        f"{name}:{call.lineno}: .{call.func.attr}() outside an action"
        for name in source.running_code("renda/capabilities/", "renda/surfaces/", "renda/project/", "renda/law/")
        if "actions" not in source.rooms(name)
        for call in _writes(name)
    ]
    assert not findings, source.report(findings)


def test_models_are_imported_and_not_looked_up_by_name() -> None:
    findings = [
        f"{name}:{node.lineno}: get_model() hides a dependency from the import contracts"
        for name in source.files(".py")
        if "migrations" not in source.rooms(name)
        for node in ast.walk(source.tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]
    assert not findings, source.report(findings)
