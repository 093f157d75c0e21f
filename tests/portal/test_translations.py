"""The catalogues are complete: every string of the portal is in each of them, translated, and nothing else is."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from indexer.settings import PROJECT

TRANSLATIONS = PROJECT / "translations"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
IN_NO_LANGUAGE = re.compile(
    r"<(code|script)\b.*?</\1>|<(\w+)[^>]* lang=\"en\".*?</\2>|<a class=\"brand\".*?</a>", re.DOTALL
)
"""What stands in a template and in no language of the page: code, messages in English, the mark of the portal."""

PARTS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
"""What is not a literal text of a template: comments, statements, values, tags."""


def strings(catalogue):
    """The messages of a catalogue by their context and id."""
    return {(message.context, message.id): message for message in catalogue if message.id}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The strings that the sources have now."""
    template = tmp_path_factory.mktemp("extracted") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "translations/babel.cfg"]
    subprocess.run([*command, "-o", str(template), "."], cwd=PROJECT, check=True)
    with template.open("rb") as file:
        return strings(read_po(file))


@pytest.fixture(scope="module", params=["ar", "es", "fr", "ru", "zh"])
def catalogue(request):
    """Each catalogue in turn."""
    with (TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def test_template_has_every_string(extracted):
    """The template lists the strings of the sources as they are now (``make translations`` writes it)."""
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        assert strings(read_po(file)).keys() == extracted.keys()


def test_catalogue_has_every_string_and_no_other(catalogue, extracted):
    """A catalogue has exactly the strings of the sources; none is left over from before."""
    assert strings(catalogue).keys() == extracted.keys()
    assert not catalogue.obsolete


def test_every_string_is_translated(catalogue):
    """No string is without a translation or only guessed, and plural strings have all forms of the language."""
    for message in strings(catalogue).values():
        assert not message.fuzzy, message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        if isinstance(message.id, tuple):
            assert len(forms) == catalogue.num_plurals, message.id


def test_placeholders_are_those_of_the_source(catalogue):
    """A translation names no value that the source does not give, and leaves none out but the number of a plural."""
    for message in strings(catalogue).values():
        plural = isinstance(message.id, tuple)
        given = set(PLACEHOLDER.findall("".join(message.id) if plural else message.id))
        for form in message.string if plural else (message.string,):
            assert set(PLACEHOLDER.findall(form)) in ((given, given - {"count"}) if plural else (given,)), message.id


def test_french_punctuation_has_its_space():
    """In French a no-break space stands before : ; ? ! and inside « », so that no line begins or ends with one."""
    with (TRANSLATIONS / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in strings(read_po(file)).values():
            for form in (message.string,) if isinstance(message.string, str) else message.string:
                assert not re.search("\u0020[:;?!»]|«\u0020", form), form


SUBMISSION = {"ar": "ساهم", "es": "presentaci", "fr": "soumission", "ru": "представлени", "zh": "提交"}


def test_a_submission_has_one_name(catalogue):
    """What people submit is called by one word throughout; in Arabic it is not the word for a request."""
    for message in strings(catalogue).values():
        source = message.id if isinstance(message.id, str) else message.id[0]
        if "submission" not in source or "letter of submission" in source:
            continue
        for form in (message.string,) if isinstance(message.string, str) else message.string:
            assert SUBMISSION[str(catalogue.locale)] in form.lower(), message.id
            assert "طلب" not in form, message.id


def test_catalogue_says_how_its_language_counts(catalogue):
    """The header has the plural rule; a tool that dropped it would make Arabic count like English."""
    assert catalogue.num_plurals == {"ar": 6, "es": 2, "fr": 2, "ru": 3, "zh": 1}[str(catalogue.locale)]


@pytest.mark.parametrize(
    "template", sorted((PROJECT / "portal" / "templates").rglob("*.html")), ids=lambda path: path.stem
)
def test_no_punctuation_is_literal(template):
    """No template writes a colon, a bracket, a full stop or a comma of its own: they differ among the six languages."""
    literal = PARTS.sub("", IN_NO_LANGUAGE.sub("", template.read_text(encoding="utf-8")))
    assert not re.findall(r".*(?:[.:;,)!?](?=\s|$)| \().*", literal)
