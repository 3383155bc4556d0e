"""Which trouble a suggestion of the demo tells, about which place, and who raises it: no two alike, related ones many."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

from renda.project.demo.suggestions import topics
from renda.project.demo.suggestions.cast import Place, Seat
from renda.project.demo.suggestions.course import Course, Proposal
from renda.project.demo.suggestions.topics import Topic, Written

# Those 文水 is on record to have chosen for priority follow-up; the others are invented like the rest.
KEY_TITLES = ("护眼灯", "畜禽粪污", "共享单车", "电梯", "饮水", "老年食堂", "校车", "卫生院", "农村公路")


class Pool:
    """The suggestions one congress receives, drawn one after the other."""

    def __init__(self, place: Place, rng: random.Random) -> None:
        self.place = place
        self.rng = rng
        self._leads = itertools.cycle(place.seats)
        self._told = self._draw()
        self._waiting: list[tuple[Topic, int, str]] = []
        self._titles: set[str] = set()

    def _draw(self) -> Iterator[tuple[Topic, int, str]]:
        """Each topic in each way before any comes again, then about another place."""
        pairs = [(topic, way) for topic in topics.topics() for way in range(len(topic.said))]
        self.rng.shuffle(pairs)
        parts = list(self.place.parts)
        self.rng.shuffle(parts)
        for turn in itertools.count():
            for number, (topic, way) in enumerate(pairs):
                yield topic, way, parts[(number + turn * 5) % len(parts)]

    def _next(self, organ: str) -> tuple[Topic, int, str]:
        """The next one, of an organ where one is named; those passed over come later."""
        for index, waiting in enumerate(self._waiting):
            if not organ or waiting[0].organ == organ:
                return self._waiting.pop(index)
        while True:
            told = next(self._told)
            if not organ or told[0].organ == organ:
                return told
            self._waiting.append(told)

    def seat(self) -> Seat:
        """The next deputy in turn."""
        return next(self._leads)

    def proposal(self, course: Course, *, organ: str = "", lead: Seat | None = None, secret: bool = False) -> Proposal:
        """The next suggestion on a course."""
        topic, way, part = self._next(organ)
        written = topics.write(topic, way, place=part, county=self.place.name, rng=self.rng)
        written = self._named(written, part)
        return self.as_written(topics.secret(written) if secret else written, course, lead=lead)

    def key_proposal(self, number: int, course: Course) -> Proposal:
        """A suggestion about something the chairpersons would choose."""
        wanted = KEY_TITLES[number % len(KEY_TITLES)]
        topic = next(topic for topic in topics.topics() if wanted in topic.said[0][0])
        part = self.place.parts[number % len(self.place.parts)]
        return self.as_written(topics.write(topic, 0, place=part, county=self.place.name, rng=self.rng), course)

    def as_written(self, written: Written, course: Course, *, lead: Seat | None = None) -> Proposal:
        """A suggestion of this very text."""
        rng = random.Random(self.rng.getrandbits(48))
        self._titles.add(written.text.title)
        return Proposal(self.place, lead or self.seat(), written, course, rng)

    def _named(self, written: Written, part: str) -> Written:
        """With the place in its title, where that title was there before."""
        if written.text.title not in self._titles:
            return written
        title = written.text.title.replace("关于", f"关于{part}", 1)
        return replace(written, text=replace(written.text, title=title))
