"""The `renda law` command: answers in two languages and as JSON, refusals without a traceback."""

import ast
import io
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import renda.law
from renda.law import command, errors, wording

HERE = Path(renda.law.__file__).parent
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def asked(*argv: str) -> tuple[int, str, str]:
        code = command.main(argv)
        out, err = capsys.readouterr()
        return code, out, err

    return asked


@pytest.mark.parametrize(
    ("argv", "value", "citation"),
    [
        (("due", "suggestion.reply.ordinary", "--from", "2026-03-02"), "2026-06-02", "《代表法》第五十一条第二款"),
        (("due", "casework.settle.township", "--from", "2023-09-27", "--overlay", "sample"), "2023-10-17",
         "《代表联络站工作办法（示例）》第十二条第三款"),
        (("before", "report.to_members", "--meeting", "2026-10-12"), "2026-09-30", "《监督法》第十五条第二款"),
        (("majority", "--of", "197"), 99, "《地方组织法》第二十五条"),
        (("majority", "--of", "44", "--body", "committee"), 23, "《地方组织法》第五十一条第四款"),
        (("quorum", "--of", "197"), 132, "《地方组织法》第十四条第四款"),
        (("quorum", "--of", "44", "--body", "committee"), 23, "《地方组织法》第五十一条第三款"),
        (("signatures", "motion", "--level", "township"), 5, "《地方组织法》第二十二条第二款"),
        (("signatures", "nomination", "--level", "city"), 20, "《地方组织法》第二十六条第二款"),
        (("signatures", "recall.officials", "--level", "township", "--of", "57"), 12, "《地方组织法》第三十一条第二款"),
        (("seats", "deputies", "--level", "county", "--population", "460000"), 232, "《选举法》第十二条第一款第三项"),
        (("seats", "deputies", "--level", "province", "--population", "10000000", "--municipality"), 750,
         "《选举法》第十二条第一款第一项"),
        (("seats", "committee", "--level", "city", "--population", "3400000"), "29–51", "《地方组织法》第四十七条第四款第二项"),
        (("gap", "upper_deputies", "--seats", "12"), "15–18", "《选举法》第三十一条第二款"),
        (("show", "report.draft", "--on", "2023-05-01"), "会议举行之日20日前", "《监督法》第十二条第一款"),
    ],
)  # fmt: skip
def test_answers_for_machines(run: Run, argv: tuple[str, ...], value: object, citation: str) -> None:
    code, out, err = run(*argv, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["value"], answer["citation"]) == (value, citation)
    assert answer["rank"] in {"law", "administrative", "local", "own"}


def test_an_answer_in_chinese_and_in_english(run: Run) -> None:
    _, chinese, _ = run("majority", "--of", "197", "--on", "2026-03-02")
    assert "结果：99\n算式：⌊197 ÷ 2⌋ + 1 = 99\n基数：全体代表\n" in chinese
    assert "依据：《地方组织法》第二十五条\n" in chinese
    _, english, _ = run("majority", "--of", "197", "--on", "2026-03-02", "--lang", "en")
    assert "Answer: 99\n" in english
    assert "Taken of: all deputies\n" in english
    assert "Article: Local Organic Law, art. 25\n" in english


def test_overlays_are_taken_in_order(run: Run) -> None:
    _, out, _ = run("show", "suggestion.return", "--overlay", "zhejiang", "--overlay", "chongqing", "--json")
    assert json.loads(out)["overlay"] == "chongqing"


def test_keys_are_listed_searched_and_filtered(run: Run) -> None:
    _, out, _ = run("keys")
    assert "suggestion.reply.ordinary\t《代表法》第五十一条第二款\t" in out
    _, out, _ = run("keys", "联名", "--kind", "signatures", "--lang", "en")
    assert "motion.signatures\tLocal Organic Law, art. 22(2)\t" in out
    _, out, _ = run("keys", "report.draft", "--on", "2026-03-02", "--json")
    assert [row["version"] for row in json.loads(out)] == ["2024-11-08"]
    assert run("keys", "没有这样的条目")[1] == "没有符合条件的条目\n"
    assert run("keys", "nothing-like-it", "--lang=en")[1] == "no such rows\n"


@pytest.mark.parametrize(
    ("argv", "code", "chinese"),
    [
        ((), "bad-usage", "缺少参数"),
        (("due",), "bad-usage", "缺少参数：KEY, --from"),
        (("due", "report.draft", "--from", "2026-02-30"), "bad-date", "日期须写成2026-03-01的样子：2026-02-30"),
        (("due", "report.draft", "--from", "tomorrow"), "bad-date", "日期须写成"),
        (("due", "report.draft", "--from", "1492-10-12"), "absurd-date", "日期须在1949-10-01和2199-12-31之间"),
        (("due", "report.draft", "--from", "2026-03-02"), "wrong-direction", "不能反向推算"),
        (("due", "vote.congress", "--from", "2026-03-02"), "wrong-kind", "是通过门槛，不是期限"),
        (("due", "no.such.key.at.all", "--from", "2026-03-02"), "unknown-key", "没有名为“no.such.key.at.all”的条目"),
        (("show", "casework.sign"), "only-local", "仅见于地方或本级规定：sample"),
        (("show", "report.draft", "--on", "2001-01-01"), "not-in-force", "尚无有效条文"),
        (("show", "report.draft", "--overlay", "atlantis"), "unknown-overlay", "没有名为“atlantis”的地方规定"),
        (("majority", "--of", "many"), "bad-count", "须为整数：many"),
        (("majority", "--of", "0"), "bad-count", "人数须为正整数：0"),
        (("majority", "--of", "7", "--body", "parliament"), "bad-choice", "可选：congress"),
        (("majority", "--of"), "bad-usage", "参数有误"),
        (("majority", "--of", "7", "--loud"), "bad-usage", "不认识的参数：--loud"),
        (("signatures", "committee.motion", "--level", "township"), "not-at-level", "不适用于乡级"),
        (("signatures", "recall.officials", "--level", "county"), "needs-total", "须给出全体代表的人数"),
        (("gap", "head", "--seats", "0"), "bad-count", "应选名额须为正整数"),
        (("majority", "--of", "7", "--lang", "fr"), "bad-choice", "可选：zh、en"),
    ],
)
def test_bad_input_is_refused_with_a_code_and_a_sentence(
    run: Run, argv: tuple[str, ...], code: str, chinese: str
) -> None:
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert err.startswith(f"错误[{code}]：")
    assert chinese in err


def test_refusals_in_english_and_for_machines(run: Run) -> None:
    assert run("show", "casework.sign", "--lang", "en")[2].startswith("Error [only-local]: national law has nothing on")
    assert run("due", "report.draft", "--from", "2026-03-02", "--lang", "en")[2] == (
        "Error [wrong-direction]: “report.draft” runs before the day of the meeting and cannot be counted the other way\n"
    )
    status, out, err = run("majority", "--of", "0", "--json")
    assert (status, out) == (2, "")
    assert json.loads(err) == {"error": {"code": "bad-count", "message": "人数须为正整数：0"}}


def test_help_is_no_error(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert "renda law" in out


def test_a_reader_that_has_seen_enough_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="utf-8") as file:

        class Closed(io.StringIO):
            def write(self, text: str) -> int:
                raise BrokenPipeError

            def fileno(self) -> int:
                return file.fileno()

        monkeypatch.setattr(sys, "stdout", Closed())
        assert command.main(["keys"]) == 0


def test_the_module_runs_on_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "renda.law", "majority", "--of", "197", "--json"],
        capture_output=True, check=True, encoding="utf-8", cwd=HERE.parent.parent,
    )  # fmt: skip
    assert json.loads(done.stdout)["value"] == 99


def test_the_module_gives_the_commands_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["renda.law", "majority", "--of", "0"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("renda.law", run_name="__main__")
    assert done.value.code == 2
    assert "bad-count" in capsys.readouterr().err


def test_importing_deadlines_is_cheap_and_knows_no_django() -> None:
    script = (
        "import sys, time; t = time.perf_counter(); import renda.law.deadlines; spent = time.perf_counter() - t;"
        "print(spent, 'django' in sys.modules, 'chinese_calendar' in sys.modules, 'tomllib' in sys.modules)"
    )
    best = min(
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", cwd=HERE.parent.parent
        ).stdout.split()
        for _ in range(3)
    )
    assert best[1:] == ["False", "False", "False"]
    assert float(best[0]) < 0.2, "50 ms on a quiet machine; four times that on a busy one"


def messages() -> set[str]:
    """Find every message id given to a refusal anywhere in this floor."""
    kinds = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.LawError)
    }
    found = set()
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in kinds or name == "__init__":
                    found |= {arg.value for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
    return found


def test_every_refusal_and_label_has_english_words() -> None:
    assert len(messages()) > 12
    assert messages() <= set(wording.ENGLISH)
    labels = {
        keyword.value.value
        for node in ast.walk(ast.parse((HERE / "calculator.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Line"
        for keyword in node.keywords
        if keyword.arg == "label" and isinstance(keyword.value, ast.Constant)
    }
    assert labels <= set(wording.ENGLISH)
    assert all(text.isascii() or "%(" in text or set(text) & set("“”") for text in wording.ENGLISH.values())


def test_placeholders_agree_in_both_languages() -> None:
    import re

    for chinese, english in wording.ENGLISH.items():
        assert set(re.findall(r"%\(\w+\)s", chinese)) == set(re.findall(r"%\(\w+\)s", english)), chinese
