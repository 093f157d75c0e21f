"""Dates in six languages: named months, figures, spelled out; and which one is that of the document."""

import pytest

from indexer.proposals.dates import dates_in
from indexer.structure.folding import fold


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "الموافق ٦ من مايو سنة ٢٠١٠ م", "2010-05-06"),
        ("ar", "مؤرخ في 3 أوت 2016", "2016-08-03"),
        ("ar", "صادر في 24 آب 2011", "2011-08-24"),
        ("ar", "المؤرخ 31 أيار/مايو 2001", "2001-05-31"),
        ("ar", "29 تشرين الأول 2015", "2015-10-29"),
        ("ar", "(25 غشت 2016)", "2016-08-25"),
        ("ar", "بتاريخ ١٥/٥/٢٠١٠", "2010-05-15"),
        ("en", "this 3rd day of June, 1998", "1998-06-03"),
        ("en", "December 24, 2008", "2008-12-24"),
        ("en", "the first day of March, two thousand and eight", "2008-03-01"),
        ("en", "in May 2010", "2010-05"),
        ("es", "a los veintinueve días del mes de abril del año dos mil ocho", "2008-04-29"),
        ("es", "Ley Orgánica 10/1995, de 23 de noviembre", "1995-11-23"),
        ("es", "LEY 1708 DE 2014 (enero 20)", "2014-01-20"),
        ("fr", "du 1er août 2003", "2003-08-01"),
        ("fr", "le trente et un mars mil neuf cent quatre-vingt-dix", "1990-03-31"),
        ("ru", "от 07.08.2001", "2001-08-07"),
        ("ru", "«7» августа 2001 года", "2001-08-07"),
        ("zh", "二〇〇六年十月三十一日", "2006-10-31"),
        ("zh", "２００６年１０月３１日", "2006-10-31"),
        ("fr", "2016-08-03", "2016-08-03"),
    ],
)
def test_date_is_read(language, text, expected):
    """A date is read in every form that laws of the language print it in, as precise as it stands there."""
    assert [date.value for date in dates_in(fold(text).text, language)] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "في 22 جمادى الأولى سنة 1431 هـ"),
        ("ar", "وتاريخ 21/7/1430هـ"),
        ("en", "31 February 2010"),
        ("fr", "le 45/13/2010"),
        ("zh", "第三十一条"),
        ("es", "mil pesos"),
        ("fr", "Dahir n° 1-07-1974"),
    ],
)
def test_what_is_no_date_is_not_read(language, text):
    """Hijri dates, days that no calendar has and other numbers are passed over."""
    assert dates_in(fold(text).text, language) == []


def test_date_of_adoption_goes_before_those_of_force_and_amendment(proposed):
    """Of the dates under a Chinese title that of adoption is proposed, those of force and amendment are not."""
    found = proposed(
        "# 中华人民共和国枪支管理法",
        "（1996年7月5日第八届全国人民代表大会常务委员会第二十次会议通过　自1996年10月1日起施行）",
        "（根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议决定修正）",
        "第一条　为了加强枪支管理，制定本法。",
    )
    assert found["adopted"][0].value == "1996-07-05"
    assert all(one.value != "1996-10-01" for one in found["adopted"])


def test_date_of_the_gazette_is_a_weak_stand_in(proposed):
    """The day of publication is proposed if there is no better one, and is not sure."""
    found = proposed(
        "# قانون منع الاتجار بالبشر رقم (9) لسنة 2009",
        "المنشور في الجريدة الرسمية رقم 4952 بتاريخ 1/3/2009",
        "المادة 1: يسمى هذا القانون قانون منع الاتجار بالبشر.",
        "المادة 2: يكون للكلمات المعاني المخصصة لها.",
    )
    (only,) = found["adopted"]
    assert only.value == "2009-03-01"
    assert only.confidence < 0.5


def test_bare_date_under_the_title_is_proposed(proposed):
    """A date in a line of its own before the first article is the date of the act unless another one is surer."""
    found = proposed(
        "# نظام المنافسة",
        "6 مارس 2019م",
        "المادة الأولى: يكون للعبارات الآتية المعاني المبينة أمامها.",
        "المادة الثانية: يهدف النظام إلى حماية المنافسة.",
    )
    assert found["adopted"][0].value == "2019-03-06"
    assert found["adopted"][0].evidence.words == "6 مارس 2019"
