import datetime as dt

import pytest
from pydantic import TypeAdapter

from indexer.corpus import CaseLaw, Legislation, Record, Tombstone, read_record, read_record_text
from indexer.corpus.rules import WRITTEN
from indexer.corpus.terms import term_faults
from indexer.model import KINDS

FULL_TREATY = """\
id: untoc
kind: treaty
title: {en: Convention}
original_language: en
adopted: 2000-11-15
participants:
  status_as_of: 2014-01
  list:
    - {party: EG, signature: 2000-12-13, action: ratification, date: 2004-03-05}
    - {party: european_union, action: approval, date: 2004-05-21}
"""


def faults_of(text: str) -> list[str]:
    return [str(fault) for fault in read_record_text(text.encode(), "record.yaml").faults]


def test_a_record_is_read_with_its_types(law):
    """A record without faults becomes an object of its kind with dates, lists and files in their types."""
    record = read_record_text(law.encode(), "record.yaml").record
    assert isinstance(record, Legislation)
    assert (record.country, str(record.date), record.year) == (("NO",), "2020-05", 2020)
    assert record.file("en").languages == ("en", "fr")
    assert record.article_terms == ("untoc:5",)


def test_norway_and_yes_stay_text(law):
    """Values that other YAML rules turn into truth values stay the text that was written."""
    record = read_record_text(
        law.replace("{value: unknown}", "{value: no, checked_by: on, checked_on: 2020-01-01}").encode(), "record.yaml"
    ).record
    assert (record.country, record.in_force.value, record.in_force.checked_by) == (("NO",), "no", "on")


def test_what_happened_today_is_not_in_the_future(law):
    """A date of today or tomorrow (it is that somewhere) is right, a later one is not but where one is to come."""
    today = dt.datetime.now(dt.UTC).date()
    for days, faulty in ((0, False), (1, False), (400, True)):
        text = law.replace("adopted: 2020-05", f"adopted: {max(today, WRITTEN) + dt.timedelta(days)}")
        assert bool(read_record_text(text.encode(), "record.yaml").faults) is faulty
    to_come = law.replace("text_as_of: 2020-05", "text_as_of: 2099") + "in_force_from: 2099-01-01\n"
    assert read_record_text(to_come.encode(), "record.yaml").faults == ()


def test_title_falls_back_to_the_original(law):
    """A title in a language the record lacks is the original one, with its language."""
    record = read_record_text(law.encode(), "record.yaml").record
    assert record.title_in("fr") == ("Loi sur rien", "fr")
    assert record.title_in("ar") == ("Act on Nothing", "en")


def test_languages_are_those_of_the_files_or_the_original(law):
    """The languages of a record are those of its files; without files the original one."""
    with_files = read_record_text(law.encode(), "record.yaml").record
    without = read_record_text((law[: law.index("files:")] + law[law.index("type_of_act") :]).encode(), "x").record
    assert with_files.languages == ("en", "fr")
    assert without.languages == ("en",)
    assert (with_files.demonstration, without.demonstration) == (True, False)


def test_a_record_written_as_json_is_the_same_record(law):
    """A record that is written as plain data and read again is the same; dates are texts as precise as before."""
    record = read_record_text(law.encode(), "record.yaml").record
    written = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert (written["adopted"], written["files"][0]["text_as_of"]) == ("2020-05", "2020-05")
    assert Legislation.model_validate(written) == record


def test_every_kind_has_a_json_schema():
    """The schema of records can be given as JSON Schema, in which dates are texts of a form."""
    schema = TypeAdapter(Record).json_schema()
    assert set(schema["discriminator"]["mapping"]) == set(KINDS)
    assert schema["$defs"]["Strategy"]["properties"]["adopted"]["type"] == "string"


def test_records_are_frozen(law):
    """A record that was read cannot be changed."""
    record = read_record_text(law.encode(), "record.yaml").record
    with pytest.raises(ValueError, match="frozen"):
        record.number = "2"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: legislation", "kind: law", "2: kind: one of legislation, case_law"),
        ("adopted: 2020-05", "", "1: adopted: a value; this field is required"),
        ("adopted: 2020-05", "adopted: 2020-5", "18: adopted: a date as 2010, 2010-05 or 2010-05-14"),
        ("crime: [", "crimes: [", "6: crimes: a known field; perhaps crime was meant"),
        (
            "status: demonstration",
            "state: demonstration",
            "14: files[0].state: a known field; perhaps status was meant",
        ),
        ("status: demonstration", "status: demonstrations", "14: files[0].status: one of official"),
        ("country: [NO]", "country: NO", "5: country: a list"),
        ("country: [NO]", "", "1: country: country or organization"),
        ("title: {en: Act on Nothing, fr: Loi sur rien}", "title: x", "3: title: a mapping: {en: ...}"),
        ("{value: unknown}", "unknown", "19: in_force: fields of its own"),
        ("[NO]", "[no]", "5: country[0]: a country code"),
        ("title: {en", "title: {EN", "3: title.EN: a language code"),
        ("original_language: en", "original_language: ar", "3: title: the title in the original language (ar)"),
        ("{value: unknown}", "{value: yes}\nrepealed_on: 2021", "19: in_force.value: partly, no or unknown"),
        ("id: no-2020-1", "id: NO_2020", "1: id: an id of small ASCII letters"),
        ("issue: [children]", "issue: [children, children]", "7: issue: each value once"),
        ("relevant_to", "implements", "9: treaty_articles[0].relation: relevant_to; that a law implements"),
        ("article: 5", "article: five", "9: treaty_articles[0].article: the number of an article"),
        ("{value: unknown}", "{value: yes}", "19: in_force.value: checked_by and checked_on"),
        ("name: no-2020-1-", "name: no-2020-1-0", "12: files[0].name: a name that ends in the first digits of sha256"),
        ("languages: [en, fr]", "languages: []", "13: files[0].languages: at least one entry"),
        ("type_of_act: law", "type_of_act:", "17: type_of_act: text"),
        ("adopted: 2020-05", "adopted: 2099-01-01", "18: adopted: a date that is not in the future"),
        ("adopted: 2020-05", "adopted: 2099", "18: adopted: a date that is not in the future"),
        ("on: 2026-11-21", "on: 2099-11-21", "9: treaty_articles[0].asserted_on: a date that is not in the future"),
        (
            "{value: unknown}",
            "{value: yes, checked_by: editor, checked_on: 2099-11-21}",
            "19: in_force.checked_on: a date that is not in the future",
        ),
    ],
)
def test_a_fault_names_line_field_and_expectation(law, old, new, expected):
    """A fault in a record names its line, its field and what was expected there."""
    assert any(f"record.yaml:{expected}" in fault for fault in faults_of(law.replace(old, new, 1)))


def test_every_fault_is_named_at_once(law):
    """A record with several faults gets all of them in one go."""
    broken = law.replace("country: [NO]", "").replace("adopted: 2020-05", "adopted: soon").replace("status:", "stat:")
    broken = broken.replace("{en: Act on Nothing, fr", "{fr") + "relations: [{type: amends, record: no-2020-1}]\n"
    fields = {fault.split(": ")[1] for fault in faults_of(broken)}
    assert fields == {"country", "adopted", "files[0].stat", "files[0].status", "title", "relations[0].record"}


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("relations", "{type: amends, record: a}"),
        (
            "treaty_articles",
            "{treaty: untoc, article: 5, relation: relevant_to, asserted_by: editor, asserted_on: 2026-11-21}",
        ),
        ("files", "{id: en}"),
    ],
)
def test_nothing_stands_twice(law, field, entry):
    """A relation, a treaty article or the id of a file that stands in a list twice is a fault of the second."""
    start = law.replace("treaty_articles:", "x1:").replace("files:", "x2:")
    found = faults_of(f"{start}{field}:\n  - {entry}\n  - {entry}\n")
    assert any(f"record.yaml:22: {field}[1]" in fault and "stands above already" in fault for fault in found)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ":1: (whole file): a mapping of fields; the file is empty"),
        (b"- one\n- two\n", ":1: (whole file): a mapping of fields"),
        (b"id: x\n\tkind: law\n", ":2: (whole file): valid YAML; a tab stands here"),
        (b"id: [x\nkind: law\n", ":2: (whole file): valid YAML"),
        (b'id: "x\n', ":2: (whole file): valid YAML; a quote is opened and not closed"),
        (b"id: x\n  kind: y\n", ":2: (whole file): valid YAML; the indentation may be wrong, or quotes are missing"),
        (b"title: {en: A: B}\n", ":1: (whole file): valid YAML; a brace } or a comma is missing, or quotes"),
        (b"gazette: @x\n", ":1: (whole file): valid YAML; a text that begins with such a character needs quotes"),
        ("id: x\ntitle: Loi sur l\u00e9tat".encode("latin-1"), ":2: (whole file): UTF-8 encoding"),
        ("id: x".encode("utf-16"), ":1: (whole file): UTF-8 encoding; this file is UTF-16"),
        (b"id: x\nkind: \x00\n", ":2: (whole file): text without control characters; found U+0000"),
        (b"id: x\nkind: treaty\nid: y\n", ":3: id: each field once; the first one stands in line 1"),
        (b"id: &a x\nkind: *a\n", ":2: kind: the value itself"),
        (b"id: !!python/object:os.system x\nkind: treaty\n", ":1: id: a value without anchor"),
        (b"kind: [legislation]\n", ":1: kind: one of"),
        (b"id: a\n---\nid: b\n", ":2: (whole file): one document"),
        (b"a: " + b"[" * 10_000, ":1: (whole file): valid YAML; values are nested deeper than 20"),
    ],
)
def test_broken_text_is_a_fault_and_never_an_exception(content, expected):
    """Whatever a file holds, reading it gives faults with their lines."""
    read = read_record_text(content, "record.yaml")
    assert read.record is None
    assert any(expected in str(fault) for fault in read.faults)


@pytest.mark.parametrize(
    "piece", ["[", "}", ": ", "- ", "  ", "\t", "'", '"', "|", "&a ", "*a", "!b ", "---\n", "# ", "kind: treaty\n"]
)
def test_no_slip_anywhere_is_an_exception(law, vocabularies, piece):
    """A stray piece of YAML at the beginning or end of any line gives a record or faults, never an exception."""
    lines = law.splitlines(keepends=True)
    for number, line in enumerate(lines):
        for slip in (piece + line, line.rstrip("\n") + piece + "\n", piece):
            text = "".join([*lines[:number], slip, *lines[number + 1 :]])
            read = read_record_text(text.encode(), "record.yaml")
            assert (read.record is None) == bool(read.faults)
            term_faults(read, vocabularies)


def test_aliases_cannot_unfold():
    """A text whose aliases would unfold into billions of values is refused in the time it takes to read it."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghij"
    lines += [f"{names[i]}: &{names[i]} [{', '.join(['*' + names[i - 1]] * 9)}]" for i in range(1, 10)]
    assert faults_of("\n".join(lines))


def test_a_long_list_is_read_in_time_with_its_length(vocabularies, law):
    """Lists of ten thousand wrong values are faults, found in a time that grows with the list only."""
    countries = ", ".join(f"X{number}" for number in range(10_000))
    read = read_record_text(law.replace("[NO]", f"[{countries}]").encode(), "record.yaml")
    assert len(read.faults) == 10_000
    assert len(term_faults(read, vocabularies)) == 10_000


def test_a_byte_order_mark_is_passed_over(law):
    """A file that an editor began with a byte order mark is read like any other."""
    assert read_record_text(b"\xef\xbb\xbf" + law.encode(), "record.yaml").record is not None


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    """A record.yaml that is not there is a fault that says what to do; one that cannot be read says why."""
    (fault,) = read_record(tmp_path / "record.yaml").faults
    assert fault.expected.startswith("a record.yaml in this folder; there is none: write it")
    (tmp_path / "file").touch()
    (fault,) = read_record(tmp_path / "file" / "record.yaml").faults
    assert "Not a directory" in fault.expected


def test_case_ids_are_made_of_court_year_and_docket(case):
    """The id of a case consists of court, year and docket number; a name in it is a fault."""
    assert isinstance(read_record_text(case.encode(), "record.yaml").record, CaseLaw)
    for wrong in ("ecthr-2010-rantsev", "ecthr-2011-25965-04", "rantsev", "ecthr-2010-rantsev-25965-04"):
        (fault,) = faults_of(case.replace("ecthr-2010-25965-04", wrong))
        assert "record.yaml:1: id: an id made of court, year and docket number: ...-2010-25965-04" in fault


@pytest.mark.parametrize(
    ("isbn", "right"),
    [
        ("978-0-521-19107-4", True),
        ("0-306-40615-2", True),
        ("080442957X", True),
        ("9780521191075", False),
        ("12", False),
    ],
)
def test_isbn_check_digit(isbn, right):
    """An ISBN of 10 or 13 digits is taken only if its check digit is right."""
    text = f"id: b\nkind: bibliography\ntitle: {{en: T}}\noriginal_language: en\ntype: book\nisbn: {isbn}\n"
    assert (faults_of(text) == []) is right


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (", date: 2004-03-05", "", "10: participants.list[0].action: action and date together"),
        (", action: approval, date: 2004-05-21", "", "11: participants.list[1].party: a signature, or an action"),
        ("european_union", "EG", "10: participants.list: each party once; twice or more: EG"),
        ("ratification", "ratified", "9: participants.list[0].action: one of ratification"),
        ("signature:", "signed:", "9: participants.list[0].signed: a known field; perhaps signature was meant"),
    ],
)
def test_participants_say_how_they_became_parties(old, new, expected):
    """A participant of a treaty has a signature or an act with its date, and stands in the list once."""
    assert faults_of(FULL_TREATY) == []
    found = faults_of(FULL_TREATY.replace(old, new))
    assert any(expected.split(": ", 1)[1] in fault for fault in found)


def test_a_period_ends_after_it_begins():
    """A strategy whose period ends before it begins is a fault; one with an open end is none."""
    text = "id: s\nkind: strategy\ntitle: {en: T}\noriginal_language: en\ncountry: [EG]\nbody: {en: B}\nadopted: 2020\n"
    text += "period: "
    assert faults_of(text + "{from: 2021}\n") == []
    assert faults_of(text + "{from: 2021, to: 2021-06}\n") == []
    (fault,) = faults_of(text + "{from: 2021-06, to: 2020}\n")
    assert "record.yaml:8: period.to" in fault


def test_a_withdrawn_record_is_a_tombstone():
    """A record with `withdrawn` needs its id, kind, titles, a day and a reason, and nothing else."""
    text = "id: x\nkind: treaty\ntitle: {en: T}\noriginal_language: en\n"
    text += "withdrawn: {on: 2026-11-21, reason: {en: Wrong text}}\n"
    tombstone = read_record_text(text.encode(), "record.yaml").record
    assert isinstance(tombstone, Tombstone)
    assert tombstone.withdrawn.reason == {"en": "Wrong text"}
    assert faults_of(text.replace("on: 2026-11-21, ", ""))
