import pytest

from indexer.search.relaxation import Relaxation, relaxation_of, required_groups


@pytest.mark.parametrize(
    ("groups", "text", "expected"),
    [
        (3, "forced labour convention", Relaxation.IF_NOTHING),
        (4, "penalty forced labour children", Relaxation.IF_FEW),
        (2, "who punishes slavery?", Relaxation.IF_FEW),
        (2, "什么是洗钱？", Relaxation.IF_FEW),
        (2, "ما هو غسل الأموال؟", Relaxation.IF_FEW),
    ],
)
def test_questions_are_relaxed_sooner_than_names(groups, text, expected):
    """Many words or a question mark describe what is looked for; few words name it."""
    assert relaxation_of(groups, [text]) is expected


@pytest.mark.parametrize(
    ("counts", "wanted", "least", "expected"),
    [
        ({4: 200}, 100, 1, 4),
        ({4: 3, 2: 120}, 100, 1, 2),
        ({4: 0, 2: 5, 1: 9}, 100, 1, 1),
        ({3: 0, 2: 1}, 1, 1, 2),
        ({3: 0, 2: 0}, 1, 2, 2),
        ({1: 0}, 1, 1, 1),
    ],
)
def test_requirements_fall_until_enough_is_found(counts, wanted, least, expected):
    """Fewer groups are required step by step, no more steps than needed, and never fewer than the least."""
    groups = max(counts)
    assert required_groups(groups, least, counts[groups], wanted, counts.__getitem__) == expected
