# ruff: noqa: INP001 - a script, no part of a package
"""Take the pictures of the portal that the documentation shows: `make screenshots`.

The collection has to be read and indexed before (`indexer build`); the pictures are written beside this file.
"""

from __future__ import annotations

import io
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from portal import create_app

PAGES = {
    "home": "/",
    "results": "/search?q=trafficking&crime=trafficking_in_persons",
    "record": "/records/tn-2016-61",
    "provision": "/records/tn-2016-61/ar/art_5?q=trafficking",
    "viewer": "/records/tn-2016-61/fr/pages/1?q=victime",
    "country": "/countries/TN",
}
LANGUAGES = ("en", "ar")
WIDTH, HEIGHT = 1200, 860
COLOURS = 96
"""As many as a page needs to look like itself; a picture then has at most 150 kB."""
CHROMIUM = "/usr/bin/chromium"


def picture(page: Page) -> Image.Image:
    """What the window shows, when all images have come."""
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


def take(address: str, folder: Path) -> None:
    """Write a picture of each page in each language into the folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for language in LANGUAGES:
            for name, place in PAGES.items():
                page.goto(f"{address}/{language}{place}")
                picture(page).save(folder / f"{name}-{language}.png", optimize=True)
        browser.close()


def main() -> None:
    """Serve the portal as the environment sets it, and take its pictures."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    take(f"http://127.0.0.1:{server.port}", Path(__file__).parent)
    server.shutdown()


if __name__ == "__main__":
    main()
