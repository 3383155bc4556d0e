"""The ``renda`` command: one program for the office, the operator and scripts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from renda.project import environment


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renda.project.settings")
    import django  # noqa: PLC0415 - the law calculator must start without it

    django.setup()


def _between(low: int, high: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"应为{low}至{high}的整数 / a whole number from {low} to {high}: {text}")
        return int(text)

    return read


# The port after it is that of the streams.
_port = _between(1, 65534)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="renda", description="人大工作平台 / work platform of a people's congress")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("law", help="法律期限与门槛计算 / deadlines and thresholds", add_help=False)
    demo = commands.add_parser("demo", help="装入演示城市并启动 / load the demo city and serve it")
    demo.add_argument("--small", action="store_true", help="only a small part, for tests")
    demo.add_argument("--load-only", action="store_true", help="stop before serving")
    demo.add_argument("--port", type=_port, default=8000)
    serve = commands.add_parser("serve", help="启动网站和后台任务 / serve pages and run jobs")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
    serve.add_argument("--workers", type=_between(1, 64), default=2)
    serve.add_argument("--no-live", action="store_true", help="pages only, without streams")
    serve.add_argument("--no-worker", action="store_true", help="pages only; run `renda worker` elsewhere")
    commands.add_parser("worker", help="只运行后台任务 / jobs only").add_argument("--once", action="store_true")
    facts = commands.add_parser("facts", help="统计数据核对与重建 / check or rebuild figures")
    facts.add_argument("what", choices=["verify", "rebuild"])
    similar = commands.add_parser("similar", help="相似文本核对与重建 / check or rebuild what repeats are found by")
    similar.add_argument("what", choices=["verify", "rebuild"])
    audit = commands.add_parser("audit", help="留痕封存与核验 / seal or verify the trail")
    audit.add_argument("what", choices=["seal", "verify"])
    figures = commands.add_parser("figures", help="统计表的一行 / one row of the tables")
    figures.add_argument("--place", required=True)
    figures.add_argument("--year", type=_between(2000, 2100), required=True)
    figures.add_argument("--month", type=_between(1, 12))
    figures.add_argument("--json", action="store_true")
    commands.add_parser("check", help="自检 / self-check")
    commands.add_parser("matrix", help="权限表 / who may do what")
    commands.add_parser("manage", help="Django management commands", add_help=False)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit status (0 fine, 1 found a fault, 2 wrong use)."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["law"]:
        from renda.law import command as law_command  # noqa: PLC0415 - other commands do not need the calculator

        return law_command.main(argv[1:])
    try:
        return _on_django(argv)
    except environment.BadEnvironment as fault:
        print(f"环境变量不对，没有启动 / not started: {fault}", file=sys.stderr)
        return 2


def _on_django(argv: list[str]) -> int:
    if argv[:1] == ["manage"]:
        _django()
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs settings

        execute_from_command_line(["renda manage", *argv[1:]])
        return 0
    options = _parser().parse_args(argv)
    _django()
    from renda.project import commands  # noqa: PLC0415 - needs settings

    try:
        return commands.run(options)
    except KeyboardInterrupt:
        print("\n已中断，没有做完的都没有保存 / interrupted; nothing half done was kept", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
