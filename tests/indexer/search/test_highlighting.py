import pytest

from indexer.search.highlighting import SNIPPET, joined, snippet


def found(text, *words):
    """The places of the words in the text."""
    return sorted((at, at + len(word), word) for word in words for at in range(len(text)) if text.startswith(word, at))


def test_short_texts_are_shown_whole():
    """A text that is not longer than a snippet is not cut, and its places stay where they are."""
    short = snippet("The penalty is ten years.", [(4, 11, "penalty")])
    assert short.text == "The penalty is ten years."
    assert short.highlights == ((4, 11),)


@pytest.mark.parametrize(
    "text",
    [
        "lorem ipsum dolor " * 60 + "the penalty of the court " + "sit amet " * 90,
        "无关文字" * 200 + "处五年有期徒刑" + "其他内容，" * 150,
    ],
)
def test_long_texts_are_cut_where_most_is_found(text):
    """The part with the most different words is shown, cut between words, its places counted from its begin."""
    words = ("penalty", "court") if "court" in text else ("有期徒刑",)
    short = snippet(text, [*found(text, "lorem")[:1], *found(text, *words)])
    assert {short.text[start:end] for start, end in short.highlights} == set(words)
    assert len(short.text) <= SNIPPET + 70
    inner = short.text.strip("… ")
    assert inner in text
    if " " in text:
        assert f" {inner} " in f" {text} "


def test_a_text_without_places_is_cut_from_its_begin():
    """Where nothing is marked the begin of the text is shown."""
    text = "word " * 200
    short = snippet(text, [])
    assert text.startswith(short.text.removesuffix(" …"))
    assert short.highlights == ()


def test_a_word_of_any_length_is_cut():
    """A text without a border of words is shortened all the same."""
    short = snippet("x" * 2_000, [(1_000, 1_005, "x")])
    assert len(short.text) <= SNIPPET + 10
    assert all(0 <= start < end <= len(short.text) for start, end in short.highlights)


def test_spans_that_touch_are_one():
    """Overlapping and touching places are marked as one, in order."""
    assert joined([(5, 7), (0, 2), (1, 3), (3, 4)]) == ((0, 4), (5, 7))
