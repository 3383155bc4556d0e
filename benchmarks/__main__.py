"""``make bench``: one table of speeds and ratios from one run, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

SIZES = (10_000, 100_000)
GROWTH_BAR, QUERY_BAR = 1.3, 10
HAND_OVER = "hand over 300"
# Two words that fill a page at either size, so that the growth is the search's and not the page's.
SEARCH = urllib.parse.quote("路灯 老人")


@dataclass(frozen=True)
class Page:
    """One line of the table: what is asked for, by whom, and the bar it has to reach (requests a second)."""

    name: str
    path: str
    user: str
    bar: int
    is_act: bool = False


def pages(case: int, suggestion: int) -> list[Page]:
    """The pages of the table; the empty one first, since the ratios are taken against it."""
    return [
        Page("empty page", "/accounts/password/", "city", 0),
        Page("case list, 50 rows", "/cases/", "city", 100),
        Page("case list, oldest page", "/cases/?before=60", "city", 100),
        Page("search, two words", f"/cases/?q={SEARCH}", "city", 100),
        Page("case page", f"/cases/{case}/", "city", 200),
        Page("city table", "/statistics/1411/?year=2023", "city", 300),
        Page("register one visitor", "/cases/register/", "clerk", 0, is_act=True),
        Page("suggestions, filtered", f"/suggestions/?{SUGGESTIONS}", "county", 100),
        Page("page of a suggestion", f"/suggestions/{suggestion}/", "county", 100),
    ]


SUGGESTIONS = "year=2023&state=closed&subject=building"
COUNTY = "141102"

FIELDS = {
    "name": "测试",
    "phone": "13900000000",
    "words": "小区门口路灯不亮，晚上看不清路",
    "category": "roads",
    "location": "滨河街道",
    "people_count": "1",
    "way": "visit",
    "how": "keep",
}


def measure(size: int, seconds: int) -> dict[str, dict[str, float]]:
    """Fill to a size, count each page's queries, serve, and ask; runs in a process of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "renda.project.settings"
    django.setup()
    from benchmarks import queries, rows, served, suggestions

    rows.fill(size)
    suggestions.fill(size, COUNTY)
    case, suggestion = queries.some_case(), suggestions.some_suggestion(COUNTY)
    asked = pages(case, suggestion)
    counted = {page.name: queries.count(page.user, page.path) for page in asked if not page.is_act}
    results: dict[str, dict[str, float]] = {HAND_OVER: {"seconds": suggestions.hand_over_seconds(COUNTY)}}
    with served.server(), tempfile.TemporaryDirectory() as folder:
        cookies = {user: served.sign_in(user) for user in ("city", "clerk", "county")}
        for page in asked:
            script = None
            if page.is_act:
                script = served.register_script(page.path, cookies[page.user], FIELDS, Path(folder))
            served.rate(page.path, cookies[page.user], seconds=1, script=script)
            speed = served.rate(page.path, cookies[page.user], seconds=seconds, script=script)
            results[page.name] = {"rate": speed, "queries": counted.get(page.name, 0)}
    return results


def on_database(name: str, seconds: int, home: Path) -> dict[int, dict[str, dict[str, float]]]:
    """Load the small demo city and measure each size."""
    environment = os.environ | {"RENDA_DATA": str(home)}
    if name == "SQLite":
        environment.pop("DATABASE_URL", None)
    load = [sys.executable, "-m", "renda.project.command", "demo", "--small", "--load-only"]
    subprocess.run(load, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = {}
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks", "--measure", str(size), "--seconds", str(seconds)]
        printed = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        found[size] = json.loads(printed.splitlines()[-1])
    return found


def show(name: str, found: dict[int, dict[str, dict[str, float]]]) -> bool:
    """Print one database's table; whether every bar was reached."""
    small, large = (found[size] for size in SIZES)
    floor = large["empty page"]["rate"]
    fine = True
    print(f"\n{name}, 2 workers, {SIZES[0]:,} and {SIZES[1]:,} register rows")
    print(f"{'page':<24}{'req/s':>9}{'of empty':>10}{'bar':>6}{'growth':>8}{'queries':>9}")
    for page in pages(0, 0):
        now, before = large[page.name], small[page.name]
        growth = before["rate"] / now["rate"] if now["rate"] else 0
        misses = [
            word
            for word, missed in (
                ("slow", now["rate"] < page.bar),
                ("grows", growth > GROWTH_BAR and not page.is_act),
                ("queries", now["queries"] > QUERY_BAR),
            )
            if missed
        ]
        fine = fine and not misses
        print(
            f"{page.name:<24}{now['rate']:>9.1f}{now['rate'] / floor:>10.2f}{page.bar or '':>6}"
            f"{growth:>8.2f}{int(now['queries']) or '':>9}  {' '.join(misses)}"
        )
    took = {size: found[size][HAND_OVER]["seconds"] for size in SIZES}
    print(f"{HAND_OVER + ' suggestions':<24}{took[SIZES[0]]:>8.2f} s and {took[SIZES[1]]:.2f} s")
    return fine


def main() -> int:
    """Run everything, or one measurement on behalf of that."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--measure", type=int)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, options.seconds)))
        return 0
    if options.database:
        with tempfile.TemporaryDirectory(prefix="renda-bench-") as home:
            return 0 if show(options.database, on_database(options.database, options.seconds, Path(home))) else 1
    own = [sys.executable, "-m", "benchmarks", "--seconds", str(options.seconds), "--database"]
    sqlite = subprocess.run([*own, "SQLite"], check=False).returncode
    postgres = subprocess.run(["tools/pg.sh", "--durable", *own, "PostgreSQL"], check=False).returncode
    radar = subprocess.run([sys.executable, "-m", "benchmarks.radar"], check=False).returncode
    return sqlite or postgres or radar


if __name__ == "__main__":
    sys.exit(main())
