import datetime as dt

import pytest

from indexer.corpus import PartialDate


@pytest.mark.parametrize("text", ["2010", "2010-05", "2010-05-14", "2024-02-29"])
def test_precision_is_kept(text):
    """A date is written again exactly as precise as it was read."""
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "10", "0000", "20100514", "2010-5", "2010-13", "2010-00", "2023-02-29", "2010-05-14 ", "٢٠١٠", "May 2010"],
)
def test_what_is_no_date_is_refused(text):
    """What is not a year, month or day of the calendar in digits of ISO 8601 is refused."""
    with pytest.raises(ValueError, match=r"2010-05|calendar"):
        PartialDate.parse(text)


def test_dates_are_ordered_by_the_days_they_can_mean():
    """Dates stand in the order of their first days, the more precise first where these are the same."""
    texts = ["2011", "2010-06", "2010", "2010-01", "2010-01-01", "2009-12-31"]
    ordered = [str(date) for date in sorted(PartialDate.parse(text) for text in texts)]
    assert ordered == ["2009-12-31", "2010-01-01", "2010-01", "2010", "2010-06", "2011"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", dt.date(2012, 1, 1), dt.date(2012, 12, 31)),
        ("2012-02", dt.date(2012, 2, 1), dt.date(2012, 2, 29)),
        ("9999-12", dt.date(9999, 12, 1), dt.date(9999, 12, 31)),
        ("2012-02-03", dt.date(2012, 2, 3), dt.date(2012, 2, 3)),
    ],
)
def test_first_and_last_day(text, first, last):
    """A date knows the first and the last day that it can mean."""
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day) == (first, last)


def test_sort_key_sorts_as_text():
    """The sort key has eight digits, zeros for what is not known."""
    assert [PartialDate.parse(text).sort_key for text in ("2010", "2010-05", "2010-05-14")] == [
        "20100000",
        "20100500",
        "20100514",
    ]
