import hashlib
from pathlib import Path

import pytest

from indexer.corpus import check
from indexer.corpus.folders import RECORD


@pytest.fixture
def faults(collection, vocabularies):
    return lambda: [
        str(fault).removeprefix(str(collection.folder) + "/") for fault in check([collection.folder], vocabularies)
    ]


def test_a_good_collection_has_no_faults(collection, faults, case):
    """A collection in which all is well has no faults."""
    collection.add()
    collection.add(case, kind="case_law", slug="ecthr-2010-25965-04")
    assert faults() == []


def test_all_faults_of_all_records_come_at_once(collection, faults, law):
    """Faults of schema, terms, files, relations and folders in several records are all found in one check."""
    broken = (
        law.replace("adopted: 2020-05", "adopted: soon")
        .replace("[children]", "[childrn]")
        .replace("fr: Loi", "xx: Loi")
    )
    collection.add(broken + "relations: [{type: amends, record: nowhere}]\n")
    collection.add(law.replace("id: no-2020-1", "id: no-2020-2"), kind="strategy", slug="other")
    found = faults()
    one, two = f"legislation/no-2020-1/{RECORD}", f"strategy/other/{RECORD}"
    for expected in (
        f"{one}:18: adopted: a date",
        f"{one}:7: issue[0]: a term of the vocabulary issue; 'childrn' is not in it; perhaps children was meant",
        f"{one}:3: title.xx: a term of the vocabulary language",
        f"{one}:20: relations[0].record: the id of a record; there is no record nowhere",
        f"{two}:2: kind: strategy, the kind of the folder it lies in; or move it to legislation/",
    ):
        assert any(fault.startswith(expected) for fault in found), expected
    assert len(found) == 5


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("[trafficking_in_persons]", "[human_trafficking]"),
            "6: crime[0]: a term of the vocabulary crime; 'human_trafficking' is not in it; perhaps trafficking_in_",
        ),
        (("[NO]", "[XX]"), "5: country[0]: a term of the vocabulary country; 'XX' is not in it"),
        (
            ("article: 5", "article: 55"),
            "9: treaty_articles[0].article: a term of the vocabulary article; 'untoc:55' is not in it",
        ),
        (
            ("type_of_act: law", "type_of_act: laws"),
            "17: type_of_act: a term of the vocabulary act_type; 'laws' is not in it; perhaps law was meant",
        ),
        (
            ("languages: [en, fr]", "languages: [en, qq]"),
            "13: files[0].languages[1]: a term of the vocabulary language",
        ),
    ],
)
def test_an_unknown_term_is_a_fault_with_the_nearest_one(collection, faults, law, change, expected):
    """A term that its vocabulary does not have is a fault that names the nearest known term, if one is near."""
    collection.add(law.replace(*change, 1))
    (fault,) = faults()
    assert f"{RECORD}:{expected}" in fault


def test_files_have_to_be_there_with_their_content(collection, faults, content):
    """A missing file is a fault, and so is one whose content is not what the record says."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"no-2020-1-{sha256[:8]}.pdf"
    record = collection.add()
    (record.parent / name).write_bytes(content + b" changed")
    (changed,) = faults()
    assert ":16: files[0].sha256: the SHA-256 of" in changed
    (record.parent / name).unlink()
    (missing,) = faults()
    assert ":12: files[0].name: a file with this name beside record.yaml" in missing
    (record.parent / name).symlink_to("/etc/hostname")
    assert ":12: files[0].name: a file with this name" in faults()[0]


def test_one_round_is_enough_for_a_file(collection, faults, law, content):
    """Whatever was written of a file, one check says the name and the checksum with which the next finds no fault."""
    sha256 = hashlib.sha256(content).hexdigest()
    right, name = f"act-on-nothing-{sha256[:8]}.pdf", f"no-2020-1-{sha256[:8]}.pdf"
    record = collection.add(**{"Act on Nothing.PDF": content})
    (absent,) = faults()
    assert ":12: files[0].name: a file with this name beside record.yaml; there is none." in absent
    assert absent.endswith(f"The folder holds Act on Nothing.PDF: name it {right}, sha256: {sha256}")
    for wrong in (
        law.replace(name, "Act on Nothing.PDF"),
        law.replace(name, "Act on Nothing.PDF").replace(sha256, "0" * 64),
        law.replace(name, "Act on Nothing.PDF").replace(sha256, "unknown"),
        law.replace(name, "Act on Nothing.PDF").replace(f"    sha256: {sha256}\n", ""),
    ):
        record.write_text(wrong)
        (fault,) = faults()
        assert right in fault
        assert sha256 in fault or sha256 in wrong
    (record.parent / "Act on Nothing.PDF").rename(record.parent / right)
    record.write_text(law.replace(name, right))
    assert faults() == []


def test_the_files_of_a_folder_that_are_told_are_few_and_its_own(collection, faults, law, content):
    """Of many files without an entry five are told; hidden ones, links and those with an entry are not."""
    record = collection.add(**{f"{number}.pdf": content for number in range(7)} | {".hidden.pdf": content})
    (record.parent / "0-link.pdf").symlink_to("/etc/hostname")
    (fault,) = faults()
    assert fault.count("name it") == 5
    assert fault.endswith("; 2 more files")
    assert "hidden" not in fault
    assert "link" not in fault
    record.write_text(law.replace("    name: ", "    text: "))
    assert any(
        ":11: files[0].name: the name of a file beside record.yaml. The folder holds" in each for each in faults()
    )


@pytest.mark.parametrize("name", ["../secret-{}.pdf", "/etc/passwd-{}.pdf", ".hidden-{}.pdf"])
def test_files_lie_beside_the_record(collection, faults, law, content, name):
    """A file name that leads out of the record's folder is a fault, and the file is not looked at."""
    sha256 = hashlib.sha256(content).hexdigest()
    collection.add(law.replace(f"no-2020-1-{sha256[:8]}.pdf", name.format(sha256[:8])))
    assert any(":12: files[0].name" in fault for fault in faults())


def test_an_id_is_given_once(collection, vocabularies, tmp_path):
    """An id that occurs in two folders, of one collection or two, is a fault of the second."""
    collection.add()
    collection.add(slug="again")
    (fault,) = check([collection.folder], vocabularies)
    assert fault.file.endswith(f"no-2020-1/{RECORD}")
    assert fault.expected.startswith("an id of its own;")
    (collection.folder / "legislation" / "again").rename(tmp_path / "again")
    (tmp_path / "other" / "legislation").mkdir(parents=True)
    (tmp_path / "again").rename(tmp_path / "other" / "legislation" / "again")
    (fault,) = check([collection.folder, tmp_path / "other"], vocabularies)
    assert fault.file.endswith(f"other/legislation/again/{RECORD}")


def test_folders_and_files_of_cases_carry_no_names(collection, faults, case):
    """The folder of a case is named after its id, and so are its files."""
    sha256 = hashlib.sha256(b"x").hexdigest()
    files = (
        f"files:\n  - {{id: en, name: rantsev-{sha256[:8]}.pdf, languages: [en], status: official, sha256: {sha256}}}\n"
    )
    collection.add(case + files, kind="case_law", slug="rantsev", **{f"rantsev-{sha256[:8]}.pdf": b"x"})
    found = faults()
    assert any(":1: id: a folder named ecthr-2010-25965-04" in fault for fault in found)
    assert any(":11: files[0].name: a name that begins with ecthr-2010-25965-04-" in fault for fault in found)


def test_the_layout_is_checked(collection, faults, vocabularies, tmp_path):
    """Folders that are not there, records outside the folder of a kind and folders without a record are faults."""
    collection.add(kind="laws")
    (collection.folder / "treaty" / "empty").mkdir(parents=True)
    found = faults()
    assert any(fault.startswith(f"laws/no-2020-1/{RECORD}:0: (folder): a folder named after a kind") for fault in found)
    assert any(fault.startswith(f"treaty/empty/{RECORD}:0:") for fault in found)
    (nowhere,) = check([tmp_path / "nowhere"], vocabularies)
    assert nowhere.expected.startswith("a folder with records")
    (record,) = check([collection.folder / "laws" / "no-2020-1"], vocabularies)
    assert record.expected.startswith("a collection; this is one record")


def test_a_folder_without_records_is_a_fault_that_says_which_to_name(collection, vocabularies, monkeypatch):
    """A folder of others, one above a collection, that of a kind or of a record are faults that name the right one."""
    (collection.folder / "pictures").mkdir(parents=True)
    (wrong,) = check([collection.folder], vocabularies)
    assert wrong.expected == "a collection: no record was found below it; expected <kind>/<slug>/record.yaml"
    record = collection.add()
    (above,) = check([collection.folder.parent], vocabularies)
    assert above.expected.endswith(f"one level deeper; name {collection.folder}")
    (kind,) = check([record.parent.parent], vocabularies)
    assert kind.expected.endswith(f"name the folder above it, {collection.folder}")
    (one,) = check([record.parent], vocabularies)
    assert one.expected.endswith(f"name the folder two above it, {collection.folder}")
    monkeypatch.chdir(record.parent.parent)
    (kind,) = check([Path()], vocabularies)
    assert kind.expected.endswith(f"name the folder above it, {collection.folder}")


def test_an_empty_collection_has_no_faults(collection, vocabularies):
    """A collection to be filled, with folders of kinds or without, is as good as any."""
    collection.folder.mkdir()
    assert check([collection.folder], vocabularies) == ()
    (collection.folder / "legislation").mkdir()
    (collection.folder / ".locks").mkdir()
    assert check([collection.folder], vocabularies) == ()


def test_a_relation_may_lead_into_another_collection(collection, vocabularies, law, tmp_path):
    """A relation to a record of a collection that is not checked is no fault; one that leads nowhere is."""
    collection.add(law + "relations: [{type: amends, record: old}, {type: amends, record: nowhere}]\n")
    other = tmp_path / "other" / "legislation" / "old"
    other.mkdir(parents=True)
    (other / RECORD).write_text(law.replace("id: no-2020-1", "id: old").replace("[NO]", "[XX]"))
    (fault,) = check([collection.folder], vocabularies, others=[tmp_path / "other"])
    assert (fault.field, "nowhere" in fault.expected) == ("relations[1].record", True)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ((), "1, for of the earlier revisions none is kept; or bring back the others"),
        (
            (1, 2),
            "3, for of the earlier revisions revisions/0002.yaml is the last that is kept; or bring back the others",
        ),
    ],
)
def test_no_revision_is_left_out(collection, faults, law, kept, expected):
    """A revision that does not follow the last one that is kept is a fault that says the right number."""
    record = collection.add(law + "revision: 99\n")
    for number in kept:
        earlier = record.parent / "revisions" / f"{number:04}.yaml"
        earlier.parent.mkdir(exist_ok=True)
        earlier.write_text(law)
    (fault,) = faults()
    assert fault.endswith(f":20: revision: {expected}")
    record.write_text(law + f"revision: {len(kept) + 1}\n")
    assert faults() == []


def test_a_relation_may_lead_to_a_withdrawn_record(collection, faults, law):
    """A relation to a record that was withdrawn is no fault: its tombstone is there."""
    collection.add(law + "relations: [{type: amends, record: old}]\n")
    collection.add(
        "id: old\nkind: legislation\ntitle: {en: T}\noriginal_language: en\n"
        "withdrawn: {on: 2026-11-21, reason: {en: Wrong text}}\n",
        slug="old",
    )
    assert faults() == []
