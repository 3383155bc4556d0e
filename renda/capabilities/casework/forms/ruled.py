"""Holds what was typed against the rules, so that every mistake of a form is shown at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms

from renda.foundation.errors import RuleBroken
from renda.foundation.web.page import say

T = TypeVar("T")


def ruled(rule: Callable[[T], None], value: T) -> T:
    """The value, if the rule has nothing against it.

    Raises:
        ValidationError: what the rule says, in the reader's language.
    """
    try:
        rule(value)
    except RuleBroken as refusal:
        raise forms.ValidationError(say(refusal), code=refusal.code) from refusal
    return value
