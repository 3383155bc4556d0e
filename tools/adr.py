"""Begins the next decision record: tools/adr.py "Title in a few words"."""

import re
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs/adr"


def begin(title: str, *, today: date) -> Path:
    """Copy the template under the next number and answer where."""
    numbers = [int(path.name[:4]) for path in FOLDER.glob("[0-9][0-9][0-9][0-9]-*.md")]
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    path = FOLDER / f"{max(numbers, default=-1) + 1:04d}-{slug}.md"
    text = (FOLDER / "template.md").read_text(encoding="utf-8")
    path.write_text(text.replace("TITLE", title).replace("DATE", today.isoformat()), encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Begin a record and say where it is."""
    title = " ".join(arguments).strip()
    if not re.search("[a-z0-9]", title.lower()):
        print('a title in English is needed: make adr TITLE="Seal the trail in batches"', file=sys.stderr)
        return 2
    print(begin(title, today=date.today()))  # noqa: DTZ011 - the writer's own day is meant
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
