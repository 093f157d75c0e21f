"""Records that could not be searched in full: results say how many there are, and which."""

import hashlib
import shutil

import pytest

from indexer.application import build, open_library
from indexer.pipeline.progress import QuietProgress
from indexer.settings import BUNDLED, Settings
from portal import create_app


@pytest.fixture
def broken_collection(tmp_path, compiled_translations):
    """A portal over a sound law and one whose file cannot be read."""
    for name in ("sn-2005-06", "tn-2016-61"):
        shutil.copytree(BUNDLED / "legislation" / name, tmp_path / "laws" / "legislation" / name)
    folder = tmp_path / "laws" / "legislation" / "sn-2005-06"
    (file,) = folder.glob("*.pdf")
    old, new = hashlib.sha256(file.read_bytes()).hexdigest(), hashlib.sha256(b"").hexdigest()
    file.unlink()
    file.with_name(file.name.replace(old[:8], new[:8])).write_bytes(b"")
    record = folder / "record.yaml"
    record.write_text(record.read_text().replace(old, new).replace(old[:8], new[:8]))
    settings = Settings(
        corpora=(tmp_path / "laws",), data=tmp_path / "var", translations=compiled_translations, engine="embedded"
    )
    build(settings, QuietProgress())
    library = open_library(settings)
    yield create_app(settings, library).test_client()
    library.close()


def test_results_tell_of_records_that_could_not_be_searched_in_full(broken_collection, take_apart):
    """Whatever was asked, the page says how many such records the filters let pass and leads to them."""
    page = take_apart(broken_collection.get("/en/search?q=consentement").text)
    assert "1 record could not be searched in full" in " ".join(page.all_texts("p", class_="also"))
    (link,) = [link["href"] for link in page.all("a") if "reading=" in link["href"]]
    them = take_apart(broken_collection.get(link).text)
    assert them.text("h1") == "1 record"
    assert "Remove filter: Reading: not read in full ×" in them.all_texts("a", class_="chip")
    assert not them.all("p", class_="also")
    assert "could not be searched" not in broken_collection.get("/en/search?q=consentement&country=TN").text
    assert broken_collection.get("/api/v1/search?q=consentement").json["incomplete"] == 1
