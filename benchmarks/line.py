"""What comes over the line, and when a reader on a slow one sees it.

    python benchmarks/line.py [--no-browser]

The bundled collection is read, indexed and served. *Bytes*: the body of each kind of page as it is compressed, and with
all it needs (style sheet, script, mark) on a first visit; the images of all bundled pages in two widths. *Slow line*:
Chromium on a line of 400 kbit/s with 400 ms and a processor four times slower (when text can be read), and on one of
1.6 Mbit/s with 150 ms (when the largest part is painted), each page on a first visit.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright
from serving import Served, served

from indexer.application import Library, build
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings, read_settings

PAGES = {
    "home": "/en/",
    "results": "/en/search?q=trafficking+in+persons",
    "results in Arabic": "/ar/search?q=%D8%A7%D9%84%D8%A7%D8%AA%D8%AC%D8%A7%D8%B1",
    "record": "/en/records/eg-2010-64?q=victim",
    "long record": "/en/records/es-1995-codigo-penal",
    "provision": "/en/records/eg-2010-64/ar/art_2?q=victim",
    "page of a file": "/en/records/eg-2010-64/ar/pages/1?q=victim",
    "country": "/en/countries/EG",
}
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAINTED = """() => new Promise(resolve => {
  let last = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) last = entry.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => {
    const first = performance.getEntriesByName('first-contentful-paint')[0];
    resolve([first ? first.startTime : 0, last]);
  }, 500);
})"""
"""When, in milliseconds since the reader asked, the first and the largest part of a page were painted."""


@dataclass(frozen=True)
class Line:
    """A line, and how much slower than ours the reader's processor is."""

    name: str
    kilobits: int
    latency: int
    slower: int


SLOW = Line("400 kbit/s, 400 ms, processor / 4", 400, 400, 4)
MOBILE = Line("1.6 Mbit/s, 150 ms", 1600, 150, 1)


def main() -> None:
    """Read, serve, measure, print."""
    parser = argparse.ArgumentParser(description="Bytes of pages, and slow lines.")
    parser.add_argument("--no-browser", action="store_true", help="leave the slow lines out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        settings = replace(read_settings(), data=Path(folder), engine="embedded")
        build(settings, QuietProgress())
        with served(settings) as portal:
            report_bytes(portal)
            report_images(settings, portal)
            if not arguments.no_browser:
                report_lines(portal)


def report_bytes(portal: Served) -> None:
    """A line a page: alone, and with what a first visit fetches beside it."""
    print(f"{'page':24}{'kB alone':>10}{'first visit':>13}")
    for name, path in PAGES.items():
        page, text = fetched(portal, path)
        beside = sum(fetched(portal, other)[0] for other in beside_page(text))
        print(f"{name:24}{page / 1000:>10.1f}{(page + beside) / 1000:>13.1f}", flush=True)


def beside_page(text: str) -> set[str]:
    """The addresses of what the head of a page asks for: style sheets, scripts, the mark."""
    found = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|script src)="([^"]+)"', text)
    return {address.replace("&amp;", "&") for address in found}


def fetched(portal: Served, path: str) -> tuple[int, str]:
    """The bytes of the body as a browser gets it, and its text if it is not compressed."""
    size = len(asked(portal, path, "br, gzip"))
    return size, asked(portal, path, "identity").decode(errors="replace")


def asked(portal: Served, path: str, encoding: str) -> bytes:
    """The body of an answer, as it came over the line."""
    request = Request(portal.address + path, headers={"Accept-Encoding": encoding})
    with urlopen(request, timeout=120) as answer:
        return bytes(answer.read())


def report_images(settings: Settings, portal: Served) -> None:
    """The images of all bundled pages: median and largest."""
    print(f"\n{'image of a page':24}{'median kB':>10}{'largest':>13}{'images':>8}")
    places = list(every_page(settings))
    for width in (480, 900):
        sizes = [len(asked(portal, f"{place}-{width}.webp", "identity")) / 1000 for place in places]
        print(f"{width:<24}{statistics.median(sizes):>10.1f}{max(sizes):>13.1f}{len(sizes):>8}", flush=True)


def every_page(settings: Settings) -> Iterator[str]:
    """The addresses of the images of all pages of the collection, without width."""
    library = Library(settings)
    for entry in library.catalogue.entries():
        for file in library.corpus.record(entry.id).files:
            reading = library.reading(entry.id, file.id)
            for page in reading.pages.pages if reading else ():
                yield f"/records/{entry.id}/{file.id}/pages/{page.number}"
    library.close()


def report_lines(portal: Served) -> None:
    """When each page can be read on each line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for line in (SLOW, MOBILE):
            print(f"\n{line.name:36}{'first paint s':>14}{'largest s':>11}")
            for name, path in PAGES.items():
                first, largest = painted(browser, line, portal.address + path)
                print(f"{name:36}{first / 1000:>14.2f}{largest / 1000:>11.2f}", flush=True)
        browser.close()


def painted(browser: Browser, line: Line, address: str) -> tuple[float, float]:
    """When the first and the largest part of a page are painted for somebody who was never here, in milliseconds."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    rate = line.kilobits * 1000 / 8
    limits = {"offline": False, "latency": line.latency, "downloadThroughput": rate, "uploadThroughput": rate}
    tools.send("Network.emulateNetworkConditions", limits)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": line.slower})
    page.goto(address, timeout=120_000, wait_until="load")
    first, largest = page.evaluate(PAINTED)
    context.close()
    return first, largest


if __name__ == "__main__":
    main()
