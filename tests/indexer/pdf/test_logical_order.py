"""Logical order from what the eye sees, line by line."""

import pytest

from indexer.pdf.bidi import Habits, Unit, kind_of, logical_order


def units(visual):
    """The units of a line as the eye sees it, from left to right."""
    return [Unit(letter, (place, 0, place + 1, 1), kind_of(letter)) for place, letter in enumerate(visual)]


def read(visual, *, right_to_left):
    """The line in logical order."""
    return "".join(unit.text for unit in logical_order(units(visual), right_to_left=right_to_left))


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("نوناق", "قانون"),
        ("2010 ةنسل 64", "64 لسنة 2010"),
        ("٢٠١٠ ويام ١٥", "١٥ مايو ٢٠١٠"),
        ("1,234.56 غلبم", "مبلغ 1,234.56"),
        ("64-2010 مقر", "رقم 2010-64"),
        ("ISO 9001 ةمظنم", "منظمة ISO 9001"),
        ("12 ISO ةمظنم", "منظمة ISO 12"),
        ("50% ةبسنب", "بنسبة %50"),
        ("أ/٣", "٣/أ"),
        ("ىلع https://un.org/a رظنا", "انظر https://un.org/a على"),
        ("صنلا UNODC (2010) رظنا", "انظر UNODC (2010) النص"),
        ("12 - 7", "7 - 12"),
    ],
)
def test_a_right_to_left_line(visual, logical):
    """A line of Arabic is read from the right; numbers and Latin words in it keep their own order."""
    assert read(visual, right_to_left=True) == logical


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("Act No. 64 (2010)", "Act No. 64 (2010)"),
        ("the word نوناق means law", "the word قانون means law"),
        ("the words ةمظنملا ةميرجلا mean crime", "the words الجريمة المنظمة mean crime"),
        ("see 12 رشع 3", "see 12 عشر 3"),
    ],
)
def test_a_left_to_right_line(visual, logical):
    """In a line of another script only the Arabic words are turned round."""
    assert read(visual, right_to_left=False) == logical


def brackets_of(visual_lines, line):
    """A line of Arabic after its document's habits were learnt from some lines."""
    habits = Habits()
    for one in visual_lines:
        habits.observe(logical_order(units(one), right_to_left=True))
    return "".join(habits.typed(unit).text for unit in logical_order(units(line), right_to_left=True))


def test_brackets_written_as_seen_are_mirrored():
    """Where a producer writes brackets as the eye sees them, the opening one comes first in logical order."""
    assert brackets_of(["(فيرعت)"], "(نوناق)") == "(قانون)"


def test_brackets_written_as_typed_stay():
    """Where a producer writes brackets as they are typed, they are not mirrored, not even a single one."""
    assert brackets_of([")فيرعت("], ")نوناق(") == "(قانون)"
    assert brackets_of([")فيرعت("], ")أ") == "أ)"


def test_each_kind_of_bracket_has_its_own_habit():
    """Round brackets as seen and square ones as typed are both set right in one document."""
    lines = ["(فيرعت)", "]فيرعت["]
    assert [brackets_of(lines, line) for line in lines] == ["(تعريف)", "[تعريف]"]
