"""What keeps people out of a page: axe-core over every kind of page, narrow windows, large letters."""

import shutil
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from indexer.application import open_library
from indexer.corpus import Collection, PartialDate, Revised
from indexer.settings import BUNDLED, Settings
from portal import create_app

PAGES = {
    "home": "/",
    "results": "/search?q=trafficking",
    "filtered results": "/search?crime=corruption&kind=legislation&year_from=1990&limit=10",
    "cases": "/search?kind=case_law",
    "treaties found": "/search?kind=treaty",
    "nothing found": "/search?q=zzzz&crime=corruption",
    "long facet list": "/search/values/country",
    "long facet list within": "/search/values/article?find=confiscation",
    "law": "/records/tn-2016-61?q=victime",
    "law with many articles": "/records/kz-2014-criminal-code",
    "case": "/records/za-cc-2014-cct-71-13",
    "strategy": "/records/us-2011-toc",
    "treaty": "/records/untoc",
    "publication": "/records/unodc-2004-legislative-guides",
    "long law": "/records/es-1995-codigo-penal",
    "provision": "/records/tn-2016-61/ar/art_5?q=%D8%B1%D8%B6%D8%A7",
    "page of a file": "/records/tn-2016-61/fr/pages/1?q=victime",
    "all records": "/records?page=2",
    "kind": "/kinds/strategy",
    "countries": "/countries",
    "country": "/countries/EG",
    "organizations": "/organizations",
    "organization": "/organizations/african_union",
    "crime types": "/crime-types",
    "crime type": "/crime-types/trafficking_in_persons",
    "issues": "/issues",
    "issue": "/issues/children",
    "treaties": "/treaties",
    "articles of a treaty": "/treaties/untoc",
    "article of a treaty": "/treaties/untoc/articles/5",
    "vocabularies": "/vocabularies",
    "vocabulary": "/vocabularies/crime",
    "API": "/api",
    "about": "/about",
    "terms": "/terms",
    "privacy": "/privacy",
    "contact": "/contact",
    "accessibility": "/accessibility",
    "report": "/report?record=tn-2016-61",
    "survey": "/survey",
    "survey sent": "/survey/thanks",
    "not found": "/nothing-here",
    "bad question": "/search?page=-1&kind=nonsense",
}
ODD_PAGES = {
    "earlier revision": "/records/tn-2016-61/revisions/1",
    "withdrawn": "/records/gone-law",
    "no search": "/search?q=law",
}
"""Those of a portal whose collection is not as the bundled one."""

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""In the dark scheme the document is the same: only what depends on colours is asked again."""

IN_LATIN = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\p{Script=Arabic}/gu, "a");
}"""
"""Arabic letters are joined, so axe-core takes them for icons and would judge no colour in their font."""


@pytest.fixture(scope="module")
def odd_portal(tmp_path_factory, compiled_translations):
    """The address of a portal without an index over a law that was revised and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("odd")
    laws = folder / "laws" / "legislation"
    shutil.copytree(BUNDLED / "legislation" / "tn-2016-61", laws / "tn-2016-61")
    (laws / "gone-law").mkdir()
    (laws / "gone-law" / "record.yaml").write_text(
        "id: gone-law\nkind: legislation\ntitle: {en: A law}\noriginal_language: en\n"
        "withdrawn: {on: 2026-11-21, reason: {en: Published by mistake}}\n"
    )
    settings = Settings(
        corpora=(laws.parent,), data=folder / "data", translations=compiled_translations, engine="embedded"
    )
    library = open_library(settings)
    record = library.corpus.record("tn-2016-61").model_copy(update={"number": "61 of 2016"})
    Collection(laws.parent, library.vocabularies).revise(
        record, revised=Revised(on=PartialDate.parse("2026-11-21"), note="The number mended")
    )
    server = make_server("127.0.0.1", 0, create_app(settings, library), threaded=True)
    Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    library.close()


@pytest.fixture(scope="module")
def open_page(chromium, served_portal, odd_portal):
    """Opens a kind of page in a language and at a width in the one window there is, its disclosures open.

    axe-core would take those for hidden that the style sheet shows beside the text. The window is so high that what
    sticks to its foot covers nothing.
    """
    window = chromium.new_page()

    def opened(name, language, width=1280):
        window.set_viewport_size({"width": width, "height": 8000})
        window.emulate_media(color_scheme="light")
        place = PAGES.get(name)
        window.goto(f"{served_portal}/{language}{place}" if place else f"{odd_portal}/{language}{ODD_PAGES[name]}")
        window.evaluate("for (const disclosure of document.querySelectorAll('details')) disclosure.open = true")
        return window

    yield opened
    window.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*PAGES, *ODD_PAGES])
def test_axe_finds_nothing(open_page, name, language):
    """No rule of WCAG 2.2 AA that axe-core can judge is broken, in light colours or in dark ones."""
    page = open_page(name, language)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.evaluate(IN_LATIN)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=COLOURS)
        assert found.violations_count == 0, found.generate_report()


TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(element => !element.closest(".unseen, .sideways, svg, .skip, .trap"))
  .filter(element => { const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > innerWidth + 1); })
  .map(element => `${element.tagName}.${element.className}`).slice(0, 5)"""
"""The elements that reach out of the window at its sides; tables may be scrolled within their frame."""

CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter(element => !element.matches(".unseen, .sideways") && !element.closest("svg"))
  .filter(element => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)
  .map(element => `${element.tagName}.${element.className}`).slice(0, 5)"""
"""The elements that hide a part of their text."""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*PAGES, *ODD_PAGES])
def test_no_page_scrolls_sideways(open_page, name, language):
    """A window of 320 pixels shows a page whole, and so does one of 640 with letters twice as large."""
    page = open_page(name, language, 320)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 640, "height": 8000})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 640
