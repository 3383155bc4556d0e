"""Keeps the generated parts of the capabilities' READMEs: the drawn workflow and who may do what.

    tools/readmes.py workflow|matrix|all [--check]

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; a README without it gets it at its end.
"""

import importlib
import importlib.util
import os
import re
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = {"workflow": "Workflow", "matrix": "Who may do what"}


def _drawn(capability: str) -> str:
    """Every workflow of a capability as a Mermaid diagram; empty where it has none."""
    from renda.foundation.workflow.definition import Workflow
    from renda.foundation.workflow.drawing import mermaid

    name = f"renda.capabilities.{capability}.flow"
    if importlib.util.find_spec(name) is None:
        return ""
    found = [thing for thing in vars(importlib.import_module(name)).values() if isinstance(thing, Workflow)]
    return "\n".join(f"```mermaid\n{mermaid(workflow)}```\n" for workflow in found)


def _granted(capability: str) -> str:
    """Every permission of a capability with those who have it; empty where it has none."""
    from renda.foundation.policy import grants

    rows = [g for g in grants.all_grants() if g.permission.startswith(f"{capability}.")]
    if not rows:
        return ""
    holders: dict[str, list[str]] = {}
    for row in rows:
        holders.setdefault(row.permission, []).append(row.who)
    lines = [f"| `{permission}` | {'; '.join(who)} |" for permission, who in holders.items()]
    return "| permission | who |\n|---|---|\n" + "\n".join(lines) + "\n"


PARTS = {"workflow": _drawn, "matrix": _granted}


def refreshed(text: str, name: str, content: str) -> str:
    """A README with one part brought up to date; without content the part goes."""
    part = f"<!-- generated: {name} -->\n{content}<!-- end -->\n"
    known = re.compile(rf"<!-- generated: {name} -->\n.*?<!-- end -->\n", re.DOTALL)
    if known.search(text):
        return known.sub(lambda _: part, text)
    return f"{text.rstrip()}\n\n## {HEADINGS[name]}\n\n{part}" if content else text


def main(arguments: list[str]) -> int:
    """Refresh the parts named, or with --check say which READMEs are stale."""
    check = "--check" in arguments
    names = [name for name in PARTS if name in arguments or "all" in arguments]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renda.project.settings")
    django.setup()
    stale = []
    for path in sorted((ROOT / "renda/capabilities").glob("*/README.md")):
        text = fresh = path.read_text(encoding="utf-8")
        for name in names:
            fresh = refreshed(fresh, name, PARTS[name](path.parent.name))
        if fresh != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if not check:
                path.write_text(fresh, encoding="utf-8")
    print("\n".join(f"{'stale' if check else 'wrote'}: {name}" for name in stale) or "every README is fresh")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
