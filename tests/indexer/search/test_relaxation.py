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
    ("groups", "least", "expected"),
    [(4, 1, [4, 2, 1]), (3, 1, [3, 2, 1]), (3, 2, [3, 2]), (9, 3, [9, 4, 3]), (1, 1, [1]), (2, 2, [2]), (0, 1, [0])],
)
def test_requirements_fall_in_steps(groups, least, expected):
    """All groups are required at first, then fewer step by step, and never fewer than the least."""
    assert list(required_groups(groups, least)) == expected
