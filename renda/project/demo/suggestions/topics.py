"""The invented texts of the demo's suggestions: what deputies write, what organs answer; none of it happened."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from renda.capabilities.suggestions.actions import Text
from renda.capabilities.suggestions.terms import Origin, Outcome

DATA = Path(__file__).parents[1] / "data" / "topics"
ORIGINS = (Origin.STATION, Origin.VISIT, Origin.RESEARCH, Origin.INSPECTION, Origin.WORK, Origin.OTHER)
_HEARD = (
    "在联络站接待时，先后有{n}位群众谈到这件事。",
    "今年春天走访{place}，这是大家谈得最多的一件事。",
    "代表小组视察时专门看了现场，情况属实。",
    "与{place}的干部群众座谈，大家都盼着早日解决。",
    "涉及周边{h}户居民的日常生活。",
    "",
)
_OPENINGS = (
    "您提出的《{title}》收悉。我单位与您沟通、到现场查看后，现答复如下：",
    "感谢您对这项工作的关心。对您提出的《{title}》，经认真研究，答复如下：",
    "您提出的《{title}》已经办理。办理中听取了您的意见，现将情况答复如下：",
)
_CLOSINGS = (
    "感谢您的关心和支持，请继续提出宝贵意见。",
    "下一步我们将做好日常管护，欢迎您随时监督。",
    "如有不同意见，请与我们联系，我们当面说明。",
)
_REFERENCE = (
    "您提出的思路很有参考价值。因涉及多个部门职责，现行政策尚不明确，我们已把您的意见报送上级主管部门，留作修订政策时参考。",
    "您的意见我们逐条作了研究。目前同类做法还在外地试点，本县暂不具备推行的基础，留作今后工作参考。",
    "经了解，{place}现有设施尚能满足需要，短期内不再新增。您的意见留作编制下一轮规划时参考。",
    "您的意见对改进工作很有帮助。所提事项须由上级统一部署，我们将持续关注政策变化，留作参考。",
)


@dataclass(frozen=True)
class Topic:
    """One trouble: whose business it is, two ways of telling it, and what may come of it."""

    subject: str
    organ: str
    joint: tuple[str, ...]
    said: tuple[tuple[str, str, str, str], ...]
    done: str
    plan: str
    promise: str
    cannot: str


@dataclass(frozen=True)
class Written:
    """A suggestion as someone wrote it, with the answers that would fit it."""

    text: Text
    topic: Topic
    filled: Mapping[str, Any]

    def answer(self, outcome: str, rng: random.Random, *, again: bool = False) -> str:
        """What the organ replies for an outcome; ``again`` after the deputy was not satisfied."""
        bodies = {
            Outcome.A: self.topic.done,
            Outcome.B: f"{self.topic.plan}我们承诺按期完成：{self.topic.promise}。",
            Outcome.C: self.topic.cannot,
        }
        body = bodies[Outcome(outcome)] if outcome in bodies else rng.choice(_REFERENCE)
        more = "接到您的评价后，我们再次到现场核查，对没有到位的地方作了整改。" if again else ""
        opening = rng.choice(_OPENINGS).format(title=self.text.title)
        return f"{opening}\n{more}{body.format_map(self.filled)}\n{rng.choice(_CLOSINGS)}"

    @property
    def promise(self) -> str:
        """What a class B reply promises."""
        return self.topic.promise.format_map(self.filled)


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = {"topic": [], "refused": []}
    for path in sorted(DATA.glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found["topic"] += told.get("topic", [])
        found["refused"] += told.get("refused", [])
        found |= {name: told[name] for name in ("running",) if name in told}
    return found


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the files."""
    return tuple(
        Topic(
            subject=row["subject"],
            organ=row["organ"],
            joint=tuple(row.get("joint", ())),
            said=tuple((said[0], said[1], said[2], said[3]) for said in row["said"]),
            done=row["done"],
            plan=row["plan"],
            promise=row["promise"],
            cannot=row["cannot"],
        )
        for row in _read()["topic"]
    )


def refused() -> list[dict[str, str]]:
    """What is no suggestion: the text, the listed reason and the explanation."""
    return list(_read()["refused"])


def running() -> dict[str, Any]:
    """The trouble raised four years running, in other words each time."""
    return dict(_read()["running"])


def write(topic: Topic, way: int, *, place: str, county: str, rng: random.Random) -> Written:
    """One way of telling a topic, about one place."""
    filled = {
        "place": place,
        "county": county,
        "n": rng.randint(4, 26),
        "h": 10 * rng.randint(16, 140),
        "km": f"{rng.randint(2, 9)}.{rng.randint(1, 9)}",
    }
    title, situation, analysis, advice = (part.format_map(filled) for part in topic.said[way])
    heard = rng.choice(_HEARD).format_map(filled)
    text = Text(
        title=title,
        situation=f"{situation}{heard}",
        analysis=analysis,
        advice=advice,
        subject=topic.subject,
        origin=rng.choice(ORIGINS),
        wished_organ=topic.organ if rng.random() < 0.3 else "",
    )
    return Written(text, topic, filled)


def told_in(year: int) -> tuple[Written, dict[str, Any]]:
    """The trouble raised four years running as it was told in one year, and what was answered."""
    row = running()
    said = next(one for one in row["year"] if one["year"] == year)
    parts = (said["title"], said["situation"], said["analysis"], said["advice"])
    topic = Topic(row["subject"], row["organ"], tuple(row["joint"]), (parts,), said["reply"], said["reply"], "", "")
    text = Text(*parts, subject=row["subject"], origin=Origin.VISIT)
    return Written(text, topic, {}), said


def secret(written: Written) -> Written:
    """The same, with the wish that it stay secret."""
    return replace(written, text=replace(written.text, wishes_secrecy=True, may_publish=False))


def plain(text: Mapping[str, str]) -> Written:
    """A text that belongs to no topic, and gets no answer."""
    told = Text(text["title"], text["situation"], text["analysis"], text["advice"], subject=text["subject"])
    return Written(told, Topic(text["subject"], "", (), (), "", "", "", ""), {})
