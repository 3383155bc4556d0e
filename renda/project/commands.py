"""What each ``renda`` command does once Django is ready."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from renda.foundation.audit import sealing
from renda.foundation.errors import Refusal
from renda.foundation.facts import checking
from renda.foundation.policy import grants
from renda.foundation.similarity import texts
from renda.foundation.web.page import say
from renda.project import jobs
from renda.project.keys import audit_key

# Never what follows the question mark: a search can hold a name or a number.
LOG = ["--log-level", "warning", "--access-log-fmt", '%(time)s %(addr)s "%(method)s %(path)s" %(status)d %(dt_ms).0f']

GRANIAN = [
    "--interface",
    "wsgi",
    "--blocking-threads",
    "2",
    "--backlog",
    "1024",
    "--no-ws",
    "--respawn-failed-workers",
    *LOG,
    "renda.project.wsgi:application",
]

# Streams stay open for hours, so they have a small ASGI program of their own (ADR 4).
LIVE = ["--interface", "asgi", "--no-ws", *LOG, "renda.surfaces.live.asgi:application"]


def _is_free(options: argparse.Namespace) -> bool:
    """Whether the ports can be had; says which cannot, and why."""
    for port in (options.port, *(() if options.no_live else (options.port + 1,))):
        try:
            family, kind, proto, _, address = socket.getaddrinfo(options.host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind, proto) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
        except OSError as fault:
            print(
                f"不能在{options.host}的{port}端口启动，请换一个（--port）/ cannot serve there: {fault.strerror}",
                file=sys.stderr,
            )
            return False
    options.host = str(address[0])
    return True


def serve(options: argparse.Namespace) -> int:
    """Serve pages and, unless told otherwise, streams and jobs; all end together."""
    if not _is_free(options):
        return 1
    address = ["--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    # Sessions of their own, so that Ctrl-C reaches this process only, which then ends the servers in good order.
    command = [sys.executable, "-m", "granian", *address, *GRANIAN]
    environment = os.environ | {"RENDA_LIVE": os.environ.get("RENDA_LIVE") or f":{options.port + 1}"}
    server = subprocess.Popen(command, start_new_session=True, env=environment)  # noqa: S603 - our own words only
    streams = None
    if not options.no_live:
        beside = ["--host", options.host, "--port", str(options.port + 1)]
        streams = subprocess.Popen([*command[:3], *beside, *LIVE], start_new_session=True)  # noqa: S603 - our own words only
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        for process in (server, streams):
            if process is not None:
                process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if not options.no_worker:
        threading.Thread(target=jobs.run_until, args=(stop,), name="jobs", daemon=True).start()
    status = server.wait()
    end()
    return 0 if status in {0, -signal.SIGTERM, -signal.SIGINT} else status


def worker(options: argparse.Namespace) -> int:
    """Run the jobs: one round, or until told to stop."""
    if options.once:
        jobs.run_once()
        return 0
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    jobs.run_until(stop)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Load the demo city if it is not there, print the sign-ins, and serve."""
    from renda.project.demo import load  # noqa: PLC0415 - nobody else pays for it

    options.host, options.no_live = "127.0.0.1", False
    # Asked before the minute that loading takes.
    if not options.load_only and not _is_free(options):
        return 1
    call_command("migrate", verbosity=0)
    load.load_once(small=options.small)
    load.print_sign_ins(options.port)
    if options.load_only:
        return 0
    options.workers, options.no_worker = min(2, os.cpu_count() or 1), False
    return serve(options)


def facts(options: argparse.Namespace) -> int:
    """Count everything again and compare, or rebuild figures from the business tables."""
    if options.what == "rebuild":
        print(f"重建完成，共{checking.rebuild()}条事实 / rebuilt")
    found = checking.differences()
    for gap in found:
        print(f"{gap.measure} {gap.place_code} {gap.period}: 账上{gap.kept}，重数{gap.counted}")
    print(f"不一致{len(found)}处 / {len(found)} differences" if found else "核对一致 / figures agree")
    return 1 if found else 0


def similar(options: argparse.Namespace) -> int:
    """Read every text again and compare, or rebuild what repeats are found by."""
    if options.what == "rebuild":
        print(f"重建完成，共{texts.rebuild()}篇 / rebuilt")
    found = texts.differences()
    for gap in found:
        print(f"{gap.kind} {gap.ref}: {gap.what}")
    print(f"不一致{len(found)}处 / {len(found)} differences" if found else "核对一致 / texts agree")
    return 1 if found else 0


def audit(options: argparse.Namespace) -> int:
    """Seal what is new, or verify every seal."""
    if options.what == "seal":
        print(f"新封存{jobs.seal_trail(at=timezone.now())}批 / sealed")
        return 0
    verdict = sealing.verify(audit_key(settings.DATA_DIR).public_key())
    print(f"已封存{verdict.entries}条、{verdict.seals}批：{verdict.fault or '完好 / intact'}")
    return 1 if verdict.fault else 0


def figures(options: argparse.Namespace) -> int:
    """Print one row of the tables."""
    from renda.surfaces.statistics import tables  # noqa: PLC0415 - only this command needs it

    row = tables.figures(options.place, options.year, options.month)
    if options.json:
        print(json.dumps(row, ensure_ascii=False, indent=2))
    else:
        for name, value in row.items():
            print(f"{name}\t{value}")
    return 0


def check(_options: argparse.Namespace) -> int:
    """Run the self-check: settings, migrations, figures, trail."""
    call_command("check")
    call_command("migrate", check_unapplied=True, verbosity=0)
    return max(facts(argparse.Namespace(what="verify")), audit(argparse.Namespace(what="verify")))


def matrix(_options: argparse.Namespace) -> int:
    """Print who may do what."""
    for entry in grants.all_grants():
        print(f"{entry.permission}\t{entry.who}")
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "serve": serve,
    "worker": worker,
    "demo": demo,
    "facts": facts,
    "similar": similar,
    "audit": audit,
    "figures": figures,
    "check": check,
    "matrix": matrix,
}


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for; a refusal is wrong use, a database that is not set up a fault."""
    try:
        return _COMMANDS[options.command](options)
    except Refusal as refusal:
        print(say(refusal), file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as fault:
        print(f"数据库不能用，先运行 renda manage migrate / the database cannot be used: {fault}", file=sys.stderr)
        return 1
