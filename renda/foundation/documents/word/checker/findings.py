"""What a document departs from: a clause of GB/T 9704-2012, what was found and where."""

from __future__ import annotations

from dataclasses import dataclass, field

STANDARD = "GB/T 9704-2012"


@dataclass(frozen=True)
class Finding:
    """One departure; ``message`` is a message id with places for ``params``, ``where`` the start of the text concerned."""

    code: str
    clause: str
    message: str
    params: dict[str, object] = field(default_factory=dict)
    where: str = ""

    @property
    def citation(self) -> str:
        """The standard with the clause."""
        return f"{STANDARD} {self.clause}"

    @property
    def text(self) -> str:
        """The message in its source language with its values filled in."""
        return self.message % self.params if self.params else self.message
