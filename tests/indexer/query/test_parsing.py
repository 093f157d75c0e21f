import random

import pytest

from indexer.query import NOTES, All, AnyOf, Beginning, Not, Quotation, Words, parse, text_of


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("  ", None),
        ("human trafficking", Words("human trafficking")),
        ("l'État § 5 64/2010 a:b C-123", Words("l'État § 5 64/2010 a:b C-123")),
        ('"of the sea"', Quotation("of the sea")),
        ("“of the sea”", Quotation("of the sea")),
        ("« traite des êtres »", Quotation("traite des êtres")),
        ("「组织」", Quotation("组织")),
        ("名为“合伙”的", All((Words("名为"), Quotation("合伙"), Words("的")))),
        ("crim* law", All((Beginning("crim"), Words("law")))),
        ("crim*, law", All((Beginning("crim"), Words("law")))),
        ("a AND b", All((Words("a"), Words("b")))),
        ("a OR b c", AnyOf((Words("a"), Words("b c")))),
        ("(a OR b) c", All((AnyOf((Words("a"), Words("b"))), Words("c")))),
        ("a NOT b", All((Words("a"), Not(Words("b"))))),
        ("a -b c", All((Words("a"), Not(Words("b")), Words("c")))),
        ('a -"b c"', All((Words("a"), Not(Quotation("b c"))))),
        ("a -(b OR c)", All((Words("a"), Not(AnyOf((Words("b"), Words("c"))))))),
        ("a - b", Words("a - b")),
        ("anti-money", Words("anti-money")),
        ("Convention (2000) text", Words("Convention 2000 text")),
        ("NOT NOT a", Words("a")),
        ("and or not", Words("and or not")),
        ("（贩运 OR 走私）", AnyOf((Words("贩运"), Words("走私")))),
    ],
)
def test_questions_mean_what_their_signs_say(text, tree):
    """Words are all required, OR binds less than AND, quotation marks of any keyboard are understood."""
    query = parse(text)
    assert query.tree == tree
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('"open law', Words("open law"), "quote_unbalanced"),
        ("law»", Words("law"), "quote_unbalanced"),
        ("(law", Words("law"), "bracket_unbalanced"),
        ("law) act", Words("law act"), "bracket_unbalanced"),
        ("cr*me", Words("cr me"), "star_ignored"),
        ("*", None, "star_ignored"),
        ("AND law", Words("law"), "operator_ignored"),
        ("law OR", Words("law"), "operator_ignored"),
        ("law NOT", Words("law"), "operator_ignored"),
        ("OR", None, "operator_ignored"),
    ],
)
def test_what_is_not_understood_is_ignored_and_told(text, tree, note):
    """An unbalanced or dangling sign is never an error: the rest is looked for, and a note says what was ignored."""
    query = parse(text)
    assert query.tree == tree
    assert query.notes == (note,)


def test_long_questions_are_cut():
    """Ten kilobytes are read up to a limit, and a note says so."""
    query = parse("law " * 2_500)
    assert query.notes == ("query_cut",)
    assert len(text_of(query.tree)) <= 2_000


def test_brackets_can_be_as_deep_as_somebody_likes():
    """A thousand brackets neither break the parser nor hide the word in them."""
    query = parse("(" * 900 + "law" + ")" * 900)
    assert query.tree == Words("law")
    assert "bracket_depth" in query.notes


def test_every_tree_can_be_written_and_read_again():
    """Whatever is typed, the text of its tree has the same tree, and only known notes are given."""
    pieces = [
        *["a", "b c", '"', "“", "”", "«", "»", "(", ")", "（", "AND", "OR", "NOT", "-", "-x", "cr*", "*", "c*d", "中"],
        *["「", "」", "§ 5", "a:b", "١٢", "--", "\n", "?", "*x", "x*.", "－", "-AND", "*OR*"],
    ]
    generator = random.Random(7)
    for _ in range(5_000):
        text = "".join(generator.choice(pieces) + generator.choice(["", " "]) for _ in range(generator.randint(1, 12)))
        query = parse(text)
        assert parse(text_of(query.tree)).tree == query.tree, text
        assert set(query.notes) <= set(NOTES)
