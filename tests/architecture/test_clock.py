"""The clock is an argument: only the ways in may look at it."""

import ast

from tests.architecture import source

READS_THE_CLOCK = {
    "timezone.now",
    "django_timezone.now",
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.date.today",
    "datetime.datetime.now",
    "time.time",
}
# Without an argument these take the present moment.
READS_WHEN_BARE = {"localdate", "localtime", "timezone.localdate", "timezone.localtime"}
WAYS_IN = {"views", "api", "jobs", "reactions", "commands", "middleware", "templatetags", "command"}
# The page shell writes dates as seen from now; the live program has its own loop and no rooms.
SURROUNDINGS = ("renda/foundation/web/", "renda/surfaces/live/")


def _looks_at_the_clock(call: ast.Call) -> bool:
    name = source.dotted(call.func)
    bare = not call.args and not call.keywords
    return name in READS_THE_CLOCK or (name in READS_WHEN_BARE and bare)


def test_only_the_ways_in_look_at_the_clock() -> None:
    findings = [
        f"{name}:{node.lineno}: {source.dotted(node.func)}() below the ways in; take the moment as an argument"
        for name in source.running_code("renda/law/", "renda/foundation/", "renda/capabilities/", "renda/surfaces/")
        if WAYS_IN.isdisjoint(source.rooms(name)) and not name.startswith(SURROUNDINGS)
        for node in ast.walk(source.tree(name))
        if isinstance(node, ast.Call) and _looks_at_the_clock(node)
    ]
    assert not findings, source.report(findings)
