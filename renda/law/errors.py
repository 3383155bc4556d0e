"""Refusals of the law floor: what was asked cannot be answered, and why."""

from __future__ import annotations


class LawError(Exception):
    """A question the law floor cannot answer; `message` is a message id with %(name)s places."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        """Keep the code for programs and the Chinese message with its parameters for people."""
        super().__init__(code, message, params)
        self.code = code
        self.message = message
        self.params = params

    def __str__(self) -> str:
        """Give the Chinese sentence with its parameters filled in."""
        return self.message % self.params


class UnknownKey(LawError):
    """No source in reach has this key; carries the closest keys and the overlays that do have it."""

    def __init__(self, key: str, *, suggestions: tuple[str, ...] = (), found_in: tuple[str, ...] = ()) -> None:
        """Choose the sentence that helps most: an overlay to add, a key meant, or neither."""
        self.key = key
        self.suggestions = suggestions
        self.found_in = found_in
        if found_in:
            super().__init__(
                "only-local",
                "国家法律对“%(key)s”没有规定，仅见于地方或本级规定：%(found_in)s",
                key=key,
                found_in="、".join(found_in),
            )
        elif suggestions:
            super().__init__(
                "unknown-key",
                "没有名为“%(key)s”的条目，是否要找：%(suggestions)s",
                key=key,
                suggestions="、".join(suggestions),
            )
        else:
            super().__init__("unknown-key", "没有名为“%(key)s”的条目", key=key)


class NotInForce(LawError):
    """The key exists, but no version of it was in force on the day asked."""


class WrongKind(LawError):
    """The key exists, but it is not the kind of rule that was asked for."""


class WrongDirection(LawError):
    """A forward limit was asked for a day before, or a backward limit for a day after."""


class NotAtLevel(LawError):
    """The act or body does not exist at this level."""


class BadNumber(LawError):
    """A count that no congress can have: negative, zero, or larger than its whole."""


class UnknownOverlay(LawError):
    """No overlay file has this name."""


class BadData(LawError):
    """A TOML row that breaks the format; names the file and the row."""
