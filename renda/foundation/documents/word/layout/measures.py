"""Lengths of an official page (GB/T 9704-2012, 5) in the units that Word writes."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT = 37, 28
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
RIGHT, BOTTOM = PAGE_WIDTH - LEFT - TEXT_WIDTH, PAGE_HEIGHT - TOP - TEXT_HEIGHT
LINES, CHARACTERS = 22, 28
TOLERANCE = 1

BODY_POINTS = 16
LINE_POINTS = 28
# The upper edge of the issuing body's name: below the text area's edge, or below the page's in a letter.
HEAD_DROP = 35
LETTER_HEAD_DROP = 30
LETTER_RULE_WIDTH = 170
LETTER_FOOT_RULE = 20
RULE_GAP = 4
# The dash of the page number stands below the text area.
NUMBER_DROP = 7
NUMBER_POINTS = 14


def twips(millimetres: int) -> int:
    """Twentieths of a point, rounded: 1440 to 25.4 mm."""
    return (millimetres * 14400 + 127) // 254


def tenths_of_millimetre(length: int) -> int:
    """A length in twips as tenths of a millimetre, rounded."""
    return (length * 254 + 720) // 1440


def points(length: int) -> int:
    """A length in points as twips."""
    return length * 20


LINE_PITCH = twips(TEXT_HEIGHT) // LINES
# Word keeps the room between characters as 4096ths of a point beside the size of the Normal style; it has to be tight.
CHARACTER_SPACE = (twips(TEXT_WIDTH) * 4096) // (CHARACTERS * 20) - BODY_POINTS * 4096


def characters(hundredths: int, size: int = BODY_POINTS) -> int:
    """A length in hundredths of a character of that size as twips."""
    return hundredths * size * 20 // 100


def number_footer() -> int:
    """Where a footer with the page number ends, above the edge of the page, in twips; the dash is at half its height."""
    return twips(BOTTOM - NUMBER_DROP) - points(NUMBER_POINTS) // 2
