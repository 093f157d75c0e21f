"""Front pages of laws as gazettes print them, made up: the styles of ``front_pages`` filled with random facts."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

STYLES = Path(__file__).parent / "front_pages"
ARTICLES = 6
NO_NUMBER = "-"
"""Stands where an act has no number."""

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "zh": "一 二 三 四 五 六 七 八 九 十 十一 十二",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "tn": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "dz": "يناير فبراير مارس أبريل مايو يونيو يوليو غشت سبتمبر أكتوبر نوفمبر ديسمبر",
    "ma": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "lb": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "hijri": "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذي_القعدة ذي_الحجة",
}
"""Names of the months by language, and by country where Arabic has several."""

SPELLED = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve treinta treinta_y_uno"
)
TENS = {80: "ochenta", 90: "noventa"}
SHEET = """
@page {{ size: A4; margin: 2.2cm; @top-center {{ content: "{head}"; font-size: 9pt }}
        @bottom-center {{ content: counter(page); font-size: 8pt }} }}
body {{ font-family: "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC"; font-size: 10.5pt; line-height: 1.4 }}
h1 {{ font-size: 14pt; text-align: center }} p {{ margin: .5em 0 }}
.bold {{ font-weight: bold; text-align: center }} .label {{ font-weight: bold; margin-top: 1em }}
"""


@dataclass
class Style:
    """A way to print a front page; ``place`` counts the styles of a language from 1."""

    name: str
    place: int
    country: str
    number: str
    indic: bool
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Language:
    """The styles of a language, and the subjects and sentences that fill them."""

    code: str
    subjects: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    """A law of which only the front is told, as HTML, and what a reader of it knows."""

    html: str
    number: str
    date: str
    country: str


def language_of(code: str) -> Language:
    """The file of a language."""
    language = Language(code)
    for line in (STYLES / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(": ")
        if heading := re.fullmatch(r"\[(\w+)\] ([A-Z]{2}) (.+?)( digits)?", line):
            place = len(language.styles) + 1
            language.styles.append(Style(heading[1], place, heading[2], heading[3], bool(heading[4])))
        elif language.styles and line:
            language.styles[-1].lines.append((line[0], line[1:].strip()))
        elif name == "subject":
            language.subjects.append(rest)
        elif name == "sentence":
            language.sentences.append(rest)
    return language


def front_of(language: Language, style: Style, chance: random.Random) -> Front:
    """A law in a style, with random facts."""
    day = dt.date(1986, 1, 1) + dt.timedelta(chance.randrange(37 * 365))
    facts = facts_of(language, day, chance)
    parts, head = [], ""
    for mark, line in style.lines:
        if mark == "%":
            parts += articles(line, language, chance)
            continue
        text = filled(line, facts, indic=style.indic)
        if mark == "@":
            head = text
        else:
            name = {"#": "h1", "=": "p class=bold"}.get(mark, "p")
            parts.append(f"<{name}>{escape(text)}</{name.split()[0]}>")
    direction = "rtl" if language.code == "ar" else "ltr"
    sheet = SHEET.format(head=head.replace('"', ""))
    html = f"<html lang={language.code} dir={direction}><head><style>{sheet}</style></head><body>{''.join(parts)}"
    number = "" if style.number == NO_NUMBER else filled(style.number, facts)
    return Front(html, number, day.isoformat(), style.country)


def articles(label: str, language: Language, chance: random.Random) -> Iterator[str]:
    """Some articles that say little."""
    for number in range(1, ARTICLES + 1):
        yield f"<p class=label>{escape(label.format(i=number, zi=han(number)))}</p>"
        yield f"<p>{escape(' '.join(chance.sample(language.sentences, 2)))}</p>"


def facts_of(language: Language, day: dt.date, chance: random.Random) -> dict[str, str]:
    """The fields of a style."""
    number, thousands = chance.randint(5, 240), chance.randint(17_000, 27_999)
    facts = {
        "n": str(number), "k": str(chance.randint(300, 4999)), "subject": chance.choice(language.subjects),
        "n2": str(chance.randint(2, 40)), "n3": f"{thousands // 1000}.{thousands % 1000:03}", "zn": han(number),
        "big": str(chance.randint(27_000, 32_999)), "hd": str(chance.randint(1, 29)), "hm": str(chance.randint(1, 12)),
        "hmonth": month("hijri", chance.randint(1, 12)), "hy": str((day.year - 622) * 33 // 32),
        "day_words": SPELLED.split()[day.day].replace("_", " "), "year_words": year_words(day.year),
    }  # fmt: skip
    for letter, days in {"": 0, "p": 10, "f": 120, "a": -25, "b": -15}.items():
        other = day + dt.timedelta(days)
        facts |= {f"{letter}{name}": value for name, value in date_fields(language.code, other).items()}
    return facts


def date_fields(code: str, day: dt.date) -> dict[str, str]:
    """The parts of a date."""
    name = month(code, day.month)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day // 10 != 1 else 0, "th")
    fields = {
        "d": str(day.day), "dd": f"{day.day:02}", "m": str(day.month), "mm": f"{day.month:02}", "y": str(day.year),
        "yy": f"{day.year % 100:02}", "month": name, "Month": name.capitalize(), "short": name[:3],
        "dth": f"{day.day}{ending}", "d1": "1er" if day.day == 1 else str(day.day),
        "zy": "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year)),
        "zm": han(day.month), "zd": han(day.day),
    }  # fmt: skip
    return fields | {place: month(place, day.month) for place in ("tn", "dz", "ma", "lb")}


def filled(line: str, facts: Mapping[str, str], *, indic: bool = False) -> str:
    """A line with its fields; a field in capitals is printed so."""
    known = {name.upper(): value.upper() for name, value in facts.items() if len(name) > 3} | dict(facts)
    text = line.format(**known)
    return text.translate({ord(str(value)): chr(0x660 + value) for value in range(10)}) if indic else text


def month(place: str, number: int) -> str:
    """The name of a month."""
    return MONTHS[place].split()[number - 1].replace("_", " ")


def han(number: int) -> str:
    """A number below 1,000 in Chinese, as articles and orders have it."""
    figures = "〇一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    text = f"{figures[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else figures[tens]) + "十"
    elif hundreds and units:
        text += "〇"
    return text + (figures[units] if units else "")


def year_words(year: int) -> str:
    """A year from 1980 on in Spanish."""
    hundreds = "dos mil" if year >= 2000 else "mil novecientos"
    rest = year % 100
    if rest <= 31:
        words = SPELLED.split()[rest].replace("_", " ") if rest else ""
    else:
        words = TENS[rest // 10 * 10] + (f" y {SPELLED.split()[rest % 10]}" if rest % 10 else "")
    return f"{hundreds} {words}".strip()
