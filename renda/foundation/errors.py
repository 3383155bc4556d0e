"""The three refusals a person can meet; anything else that is raised is a defect."""

from __future__ import annotations


class Refusal(Exception):
    """An act that was understood and not done; nothing was written.

    ``message`` is a Chinese message id with ``%(name)s`` places for ``params``;
    ``citation`` is the article that says no, where there is one.
    """

    status = 422

    def __init__(self, code: str, message: str, *, citation: str = "", **params: object) -> None:
        super().__init__(message % params if params else message)
        self.code = code
        self.message = message
        self.citation = citation
        self.params = params

    @property
    def text(self) -> str:
        """The message in its source language with its values filled in."""
        return self.message % self.params if self.params else self.message


class RuleBroken(Refusal):
    """A rule of law or of the house says no."""


class NotPermitted(Refusal):
    """The person asking has no business with this act or this thing."""

    status = 403

    def __init__(self, permission: str, message: str = "您没有办理这件事的权限", **params: object) -> None:
        super().__init__("not-permitted", message, citation="", **params)
        self.permission = permission


class StaleState(Refusal):
    """Someone else changed it first; look again before acting."""

    status = 409

    def __init__(self, step: str, message: str = "这件事刚刚有了变化，请看最新内容后再定", **params: object) -> None:
        super().__init__("stale-state", message, citation="", **params)
        self.step = step
