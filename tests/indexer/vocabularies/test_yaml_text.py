from indexer.vocabularies.yaml_text import field_name, read_yaml


def test_every_path_has_its_line():
    """Fields, list entries and nested fields know the lines they stand in; unknown paths that of what is around."""
    text = read_yaml(b"a: 1\nb:\n  - x\n  - c: 2\n    d: |\n      one\n      two\n")
    assert text.value == {"a": "1", "b": ["x", {"c": "2", "d": "one\ntwo\n"}]}
    assert [text.line(path) for path in [("a",), ("b", 0), ("b", 1, "c"), ("b", 1, "d")]] == [1, 3, 4, 5]
    assert text.line(("b", 1, "nothing")) == 4
    assert text.line(("nothing",)) == 1


def test_values_stay_the_text_that_stands_there():
    """No value becomes a number, a date or a truth value; only a value that is not there at all is None."""
    text = read_yaml(b"a: NO\nb: 2010-05\nc: 0x10\nd: ~\ne: ''\nf:\ng: 'yes'\n")
    assert text.value == {"a": "NO", "b": "2010-05", "c": "0x10", "d": "~", "e": "", "f": None, "g": "yes"}


def test_addresses_may_stand_in_braces():
    """An address with a colon needs no quotes in a mapping in braces."""
    assert read_yaml(b"{url: https://example.org/a?b=c, note: x}").value["url"] == "https://example.org/a?b=c"


def test_field_names_are_written_as_in_code():
    """A path is written with dots for fields and brackets for places in lists."""
    assert field_name(("files", 0, "name")) == "files[0].name"
    assert field_name(()) == "(whole file)"
