"""The `renda law` command: the calculator on a terminal, in Chinese, in English, or as JSON."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from renda.law import calculator, provisions, wording
from renda.law.errors import LawError
from renda.law.levels import Level
from renda.law.units import Body, by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from renda.law.calculator import Answer
    from renda.law.provisions import Provision

_BAD_INPUT = 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BODIES = tuple(body.code for body in Body)
_LEVELS = tuple(level.code for level in Level)
_HELP = {
    "show": "显示一个条目 | show one key",
    "due": "从某日起推算到期日 | count a limit on from a day",
    "before": "从会议日倒推最迟日 | count a limit back from a meeting",
    "majority": "通过所需票数 | votes that pass a resolution",
    "quorum": "开会所需人数 | members who must be present",
    "signatures": "联名所需人数 | signatures an act needs",
    "seats": "代表名额或者常委会名额 | seats of deputies or of a committee",
    "gap": "差额选举的候选人数 | candidates for a number of seats",
    "keys": "列出或者查找条目 | list or search the keys",
}


class _Parser(argparse.ArgumentParser):
    """A parser that refuses like the rest of the house: one sentence with a code, no English usage dump."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        missing = re.fullmatch(r"the following arguments are required: (.+)", message)
        unknown = re.fullmatch(r"unrecognized arguments: (.+)", message)
        if missing:
            raise LawError("bad-usage", "缺少参数：%(detail)s", detail=missing[1])
        if unknown:
            raise LawError("bad-usage", "不认识的参数：%(detail)s", detail=unknown[1])
        raise LawError("bad-usage", "参数有误：%(detail)s", detail=message)


def main(argv: Sequence[str]) -> int:
    """Answer one question of law; gives 0, or 2 for input that makes no sense."""
    lang = "en" if _asks_english(argv) else "zh"
    try:
        options = _parser().parse_args(argv)
        sys.stdout.write(options.run(options))
        sys.stdout.flush()
    except LawError as refusal:
        sys.stderr.write(_refused(refusal, lang=lang, as_json="--json" in argv))
        return _BAD_INPUT
    except SystemExit as done:
        return int(done.code or 0)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing may be flushed into its closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _asks_english(argv: Sequence[str]) -> bool:
    return "--lang=en" in argv or ("--lang", "en") in itertools.pairwise(argv)


def _refused(refusal: LawError, *, lang: str, as_json: bool) -> str:
    message = wording.refusal(refusal, lang=lang)
    if as_json:
        return json.dumps({"error": {"code": refusal.code, "message": message}}, ensure_ascii=False) + "\n"
    return f"Error [{refusal.code}]: {message}\n" if lang == "en" else f"错误[{refusal.code}]：{message}\n"


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--on", type=_day, default=None, metavar="DATE", help="按该日有效的文本 | text in force that day"
    )
    common.add_argument(
        "--overlay", action="append", default=[], metavar="NAME", help="地方或本级规定，可重复 | repeatable"
    )
    common.add_argument("--lang", type=_choice("zh", "en"), default="zh", metavar="zh|en")
    common.add_argument("--json", action="store_true", help="供程序读取 | for machines")
    parser = _Parser(prog="renda law", description="人大期限、门槛和名额计算器 | deadlines, thresholds and seats")
    acts = parser.add_subparsers(dest="act", required=True, metavar="|".join(_HELP))

    def act(name: str, run: Callable[[argparse.Namespace], str]) -> argparse.ArgumentParser:
        made = acts.add_parser(name, parents=[common], help=_HELP[name], description=_HELP[name])
        made.set_defaults(run=run)
        return made

    act("show", _show).add_argument("key", metavar="KEY")
    due = act("due", _due)
    due.add_argument("key", metavar="KEY")
    due.add_argument("--from", dest="start", type=_day, required=True, metavar="DATE")
    before = act("before", _before)
    before.add_argument("key", metavar="KEY")
    before.add_argument("--meeting", type=_day, required=True, metavar="DATE")
    for name, run in (("majority", _majority), ("quorum", _quorum)):
        counted = act(name, run)
        counted.add_argument("--of", type=_count, required=True, metavar="N")
        counted.add_argument("--body", type=_choice(*_BODIES), default=Body.CONGRESS.code, metavar="|".join(_BODIES))
    signatures = act("signatures", _signatures)
    signatures.add_argument("deed", metavar="ACT")
    signatures.add_argument("--level", type=_choice(*_LEVELS), required=True, metavar="|".join(_LEVELS))
    signatures.add_argument("--of", type=_count, default=None, metavar="N")
    seats = act("seats", _seats)
    seats.add_argument("of", type=_choice("deputies", "committee"), metavar="deputies|committee")
    seats.add_argument("--level", type=_choice(*_LEVELS), required=True, metavar="|".join(_LEVELS))
    seats.add_argument("--population", type=_count, required=True, metavar="N")
    seats.add_argument("--municipality", action="store_true", help="直辖市 | under the central government")
    seats.add_argument("--extra", action="store_true", help="另加百分之五 | five per cent more")
    gap = act("gap", _gap)
    gap.add_argument("kind", metavar="KIND")
    gap.add_argument("--seats", type=_count, required=True, metavar="N")
    found = act("keys", _keys)
    found.add_argument("text", nargs="*", metavar="TEXT")
    found.add_argument("--kind", type=_choice(*provisions.KINDS), default=None, metavar="|".join(provisions.KINDS))
    return parser


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return calculator.possible(date.fromisoformat(text))
    except ValueError:
        pass
    raise LawError("bad-date", "日期须写成2026-03-01的样子：%(text)s", text=text)


def _count(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise LawError("bad-count", "须为整数：%(text)s", text=text) from None


def _choice(*choices: str) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        if text not in choices:
            raise LawError("bad-choice", "可选：%(choices)s；收到：%(text)s", choices="、".join(choices), text=text)
        return text

    return chosen


def _overlays(options: argparse.Namespace) -> tuple[str, ...]:
    return tuple(options.overlay)


def _today(options: argparse.Namespace) -> date:
    # A person at a terminal asks about now; every function below takes the day as an argument.
    return options.on or date.today()  # noqa: DTZ011 -- the law counts local days


def _written(answer: Answer, options: argparse.Namespace) -> str:
    if options.json:
        return json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) + "\n"
    pairs = [line.text(lang=options.lang) for line in answer.all_lines()]
    mark = ": " if options.lang == "en" else "："
    return "".join(f"{label}{mark}{value}\n" for label, value in pairs)


def _show(options: argparse.Namespace) -> str:
    return _written(calculator.show(options.key, on=_today(options), overlays=_overlays(options)), options)


def _due(options: argparse.Namespace) -> str:
    return _written(calculator.due(options.key, options.start, on=options.on, overlays=_overlays(options)), options)


def _before(options: argparse.Namespace) -> str:
    return _written(
        calculator.before(options.key, options.meeting, on=options.on, overlays=_overlays(options)), options
    )


def _majority(options: argparse.Namespace) -> str:
    body = by_code(Body, options.body)
    return _written(
        calculator.majority(options.of, body=body, on=_today(options), overlays=_overlays(options)), options
    )


def _quorum(options: argparse.Namespace) -> str:
    body = by_code(Body, options.body)
    return _written(calculator.quorum(options.of, body=body, on=_today(options), overlays=_overlays(options)), options)


def _signatures(options: argparse.Namespace) -> str:
    return _written(
        calculator.signatures(
            options.deed, _level(options), total=options.of, on=_today(options), overlays=_overlays(options)
        ),
        options,
    )


def _seats(options: argparse.Namespace) -> str:
    on, overlays = _today(options), _overlays(options)
    if options.of == "committee":
        return _written(
            calculator.committee_seats(_level(options), options.population, on=on, overlays=overlays), options
        )
    return _written(
        calculator.deputy_seats(
            _level(options),
            options.population,
            is_municipality=options.municipality,
            has_extra=options.extra,
            on=on,
            overlays=overlays,
        ),
        options,
    )


def _gap(options: argparse.Namespace) -> str:
    return _written(
        calculator.gap(options.kind, options.seats, on=_today(options), overlays=_overlays(options)), options
    )


def _keys(options: argparse.Namespace) -> str:
    rows = calculator.search(" ".join(options.text), kind=options.kind or "", overlays=_overlays(options))
    if options.on:
        rows = tuple(row for row in rows if row.binds_on(options.on))
    if options.json:
        listed = [calculator.provision_as_dict(row) for row in rows]
        return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    if not rows:
        nothing = "没有符合条件的条目"
        return (wording.english(nothing) if options.lang == "en" else nothing) + "\n"
    return "".join(_listed(row, options.lang) for row in rows)


def _listed(row: Provision, lang: str) -> str:
    if lang == "en":
        return f"{row.key}\t{row.citation.english}\t{row.english}\n"
    return f"{row.key}\t{row.citation}\t{row.summary}\n"


def _level(options: argparse.Namespace) -> Level:
    return next(level for level in Level if level.code == options.level)
