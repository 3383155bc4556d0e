"""Takes the screenshots of the documentation, as listed in tests/journeys/shots.toml.

[[shot]]
name = "city-table"          # docs/screenshots/city-table-1440.png
url = "/statistics/"          # {code} stands for the code of the station that the demo names
sign_in = "someone"          # a sign-in name of the demo; leave out for a visitor
widths = [390, 1440]         # both where left out
view = "elder"               # optional, and so is theme = "dark"
does = [["press", "a"]]      # optional: fill or type something, press something, one after the other
wait_for = "canvas"          # optional: a selector that must be there first
full_page = true             # optional: the whole page and not one window of it
"""

import io
import sys
import tomllib

from PIL import Image
from playwright.sync_api import Browser, Page

from tools import town as towns

LIST = towns.ROOT / "tests/journeys/shots.toml"
PLACE = towns.ROOT / "docs/screenshots"
SIZES = {390: towns.PHONE, 1440: towns.DESK}
MOST_BYTES = 300_000


def small_enough(picture: bytes) -> bytes:
    """The picture as a PNG of few colours, under 300 KB where 32 colours and half the size suffice."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    packed = b""
    for scale in (1, 2):
        sized = image if scale == 1 else image.reduce(scale)
        for colours in (256, 128, 64, 32):
            out = io.BytesIO()
            sized.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            packed = out.getvalue()
            if len(packed) < MOST_BYTES:
                return packed
    return packed


def _do(page: Page, act: str, where: str, text: str = "") -> None:
    target = page.locator(where).first
    if act == "press":
        target.click()
        page.wait_for_load_state("networkidle")
    elif act == "fill":
        target.fill(text)
    else:
        target.press_sequentially(text)


def _take(page: Page, town: towns.Town, shot: dict, width: int) -> None:
    wishes = [{"name": name, "value": shot.get(name, ""), "url": town.url} for name in ("view", "theme")]
    page.context.add_cookies(wishes)
    page.goto(town.url + shot["url"].format(code=town.public_code))
    page.wait_for_load_state("networkidle")
    for step in shot.get("does", ()):
        _do(page, *step)
    if "wait_for" in shot:
        page.wait_for_selector(shot["wait_for"])
    picture = small_enough(page.screenshot(full_page=shot.get("full_page", False)))
    path = PLACE / f"{shot['name']}-{width}.png"
    path.write_bytes(picture)
    print(f"{path.relative_to(towns.ROOT)}  {len(picture) // 1000} KB")


def _visit(browser: Browser, town: towns.Town, who: str, width: int, shots: list[dict]) -> None:
    context = towns.open_context(browser, SIZES[width])
    page = context.new_page()
    if who:
        town.sign_in(page, who)
    for shot in shots:
        if shot.get("sign_in", "") == who and width in shot.get("widths", SIZES):
            _take(page, town, shot, width)
    context.close()


def main(wanted: list[str]) -> None:
    """Take every listed screenshot, or those whose names are given."""
    shots = [s for s in tomllib.loads(LIST.read_text(encoding="utf-8"))["shot"] if not wanted or s["name"] in wanted]
    PLACE.mkdir(parents=True, exist_ok=True)
    with towns.open_town(small=False) as town, towns.open_browser() as browser:
        for who in sorted({shot.get("sign_in", "") for shot in shots}):
            for width in SIZES:
                _visit(browser, town, who, width, shots)


if __name__ == "__main__":
    main(sys.argv[1:])
