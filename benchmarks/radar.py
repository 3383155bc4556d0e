"""``python -m benchmarks.radar``: finding repeats among 10,000 and 100,000 texts; what it costs and what it finds."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

SIZES = (10_000, 100_000)
P95_BAR_MS, RECALL_BAR = 50.0, 0.95
FIRST_DAY, DAYS = date(2021, 1, 4), 1800
ADDED = 200


def measure(size: int) -> dict[str, float]:
    """Fill the table to a size, read it, ask every question, and add texts one by one; in a process of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "renda.project.settings"
    django.setup()
    from django.core.management import call_command

    from renda.foundation.action import one_transaction
    from renda.foundation.similarity import registry, searching, texts
    from renda.foundation.similarity.tests import labelled

    call_command("migrate", verbosity=0)
    pairs = list(labelled.repeats(held_out=True))
    matters = {(first.key, first.place_code) for first, _ in pairs}
    told = [*labelled.earlier(size - len(pairs), besides=matters), *(first for first, _ in pairs)]
    registry.kind("bench")(
        lambda: (
            registry.Source(ref, t.place_code, FIRST_DAY + timedelta(days=ref % DAYS), t.text)
            for ref, t in enumerate(told)
        )
    )
    started = time.perf_counter()
    texts.rebuild()
    written = time.perf_counter() - started
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    searching.warm()
    read = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    def ask(question: labelled.Told) -> tuple[float, list[labelled.Told]]:
        started = time.perf_counter()
        found = searching.similar(question.text, near=question.place_code)
        return time.perf_counter() - started, [told[match.ref] for match in found]

    answers = [(question, *ask(question)) for _, question in pairs for _ in range(2)]
    asked = sorted(seconds for _, seconds, _ in answers)
    added = []
    for number, (_, question) in enumerate(pairs[:ADDED]):
        with one_transaction():
            texts.index(kind="bench", ref=size + number, place_code="1401", on=FIRST_DAY, text=question.text)
        started = time.perf_counter()
        searching.similar(question.text, under="1411", near=question.place_code)
        added.append(time.perf_counter() - started)
    added.sort()
    same = [any((t.key, t.place_code) == (q.key, q.place_code) for t in found) for q, _, found in answers]
    returned = [t.key == q.key for q, _, found in answers for t in found]
    return {
        "written": written,
        "read": read,
        "peak_mb": peak / 1024,
        "arrays_mb": searching.memory() / 1e6,
        "p50": asked[len(asked) // 2] * 1000,
        "p95": asked[int(len(asked) * 0.95)] * 1000,
        "after_adding_p95": added[int(len(added) * 0.95)] * 1000,
        "recall": sum(same) / len(same),
        "precision": sum(returned) / len(returned),
    }


def main() -> int:
    """Measure each size and print one table; a missed bar is a failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.radar")
    parser.add_argument("--measure", type=int)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return 0
    print("repeats, held-out issues, on the database of DATABASE_URL or SQLite")
    print(
        f"{'texts':>8}{'write s':>9}{'read s':>8}{'arrays MB':>11}{'peak MB':>9}{'p50 ms':>8}{'p95 ms':>8}"
        f"{'after adding':>14}{'recall@5':>10}{'precision':>11}"
    )
    fine = True
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="renda-radar-") as home:
            command = [sys.executable, "-m", "benchmarks.radar", "--measure", str(size)]
            ran = subprocess.run(
                command, env=os.environ | {"RENDA_DATA": home}, check=True, stdout=subprocess.PIPE, text=True
            )
        found = json.loads(ran.stdout.splitlines()[-1])
        misses = ["slow"] * (max(found["p95"], found["after_adding_p95"]) > P95_BAR_MS)
        misses += ["misses repeats"] * (found["recall"] < RECALL_BAR)
        fine = fine and not misses
        print(
            f"{size:>8,}{found['written']:>9.1f}{found['read']:>8.2f}{found['arrays_mb']:>11.0f}{found['peak_mb']:>9.0f}"
            f"{found['p50']:>8.1f}{found['p95']:>8.1f}{found['after_adding_p95']:>14.1f}{found['recall']:>10.3f}"
            f"{found['precision']:>11.3f}  {' '.join(misses)}"
        )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
