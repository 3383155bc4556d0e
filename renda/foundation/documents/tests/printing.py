"""Prints a .docx with LibreOffice and reads what is on the pages."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class Line:
    """A line of text and where its baseline stands, in points from the lower left corner."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Page:
    """What is printed on one page: its lines from top to bottom, and its text cell by cell without any spaces."""

    width: int
    height: int
    lines: tuple[Line, ...]
    text: str


def printed(folder: Path, *documents: bytes) -> list[list[Page]]:
    """The pages of each document; LibreOffice has a profile of its own, as another may be running.

    Raises:
        RuntimeError: LibreOffice is not installed.
    """
    if OFFICE is None:
        message = "LibreOffice Writer is needed to see documents printed: apt-get install libreoffice-writer"
        raise RuntimeError(message)
    paths = []
    for number, data in enumerate(documents):
        paths.append(folder / f"{number}.docx")
        paths[-1].write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return [
        [_page(page) for page in PdfReader(io.BytesIO(path.with_suffix(".pdf").read_bytes())).pages] for path in paths
    ]


def _page(page) -> Page:
    pieces: list[tuple[int, int, str]] = []

    def see(text, matrix, placed, _font, _size) -> None:
        # The text's own matrix within the page's.
        x = placed[4] * matrix[0] + placed[5] * matrix[2] + matrix[4]
        y = placed[4] * matrix[1] + placed[5] * matrix[3] + matrix[5]
        if text.strip():
            pieces.append((round(y), round(x), text.strip("\n")))

    said = page.extract_text(visitor_text=see)
    lines: list[Line] = []
    for y, x, text in sorted(pieces, key=lambda piece: (-piece[0], piece[1])):
        if lines and abs(lines[-1].y - y) <= 2:
            lines[-1] = Line(lines[-1].text + text, lines[-1].x, lines[-1].y)
        else:
            lines.append(Line(text, x, y))
    return Page(round(page.mediabox.width), round(page.mediabox.height), tuple(lines), "".join(said.split()))
