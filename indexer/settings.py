"""The one table of settings: name, default, help.

A setting is a field of :class:`Settings`. Its environment variable is ``PALERMO_`` and the name in capitals, but for
the addresses that other programs know too (``ELASTICSEARCH_URL``). A variable that begins with ``PALERMO_`` and is not
in the table is refused, so that a spelling mistake is never silent. A test holds ``docs/settings.md`` to this table.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError

PREFIX = "PALERMO_"
PROJECT = Path(__file__).resolve().parent.parent
"""The folder of the project; defaults that are paths lie below it."""

BUNDLED = PROJECT / "corpora" / "specimen"
"""The bundled demonstration collection."""


def _paths(value: str) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)


def _switch(value: str) -> bool:
    known = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if value.strip().lower() not in known:
        raise ValueError("yes or no")
    return known[value.strip().lower()]


def _whole(least: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.strip().isdecimal() or int(value) < least:
            raise ValueError(f"a whole number from {least}")
        return int(value)

    return parse


def _engine(value: str) -> str:
    if value not in ("embedded", "elasticsearch"):
        raise ValueError("embedded or elasticsearch")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?", value):
        raise ValueError("an address as https://palermo.example.org, without question mark or number sign")
    return value.rstrip("/")


def _redis(value: str) -> str:
    if not re.match(r"(rediss?|unix)://.", value):
        raise ValueError("an address as redis://127.0.0.1:6379/0")
    return value


def _mail_server(value: str) -> str:
    if not re.fullmatch(r"(smtp|smtps|smtp\+starttls)://([^@/\s]+@)?[A-Za-z0-9.-]+(:[0-9]+)?", value):
        raise ValueError("smtp://, smtps:// or smtp+starttls:// and a host, as smtps://name:password@mail.example.org")
    return value


def _mail(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+", value):
        raise ValueError("an address as contact@palermo.example.org")
    return value


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError("a code of two capital letters, as CH")
    return value


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("a day as 2026-11-21") from None


def _rate(value: str) -> str:
    if value != "off" and not re.fullmatch(r"[1-9][0-9]{0,6} per (second|minute|hour|day)", value):
        raise ValueError("a number and a time as in 600 per minute, or off")
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser()


def _setting(default: Any, parse: Callable[[str], Any], help: str, variable: str = "") -> Any:
    return field(default=default, metadata={"parse": parse, "help": help, "variable": variable})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value; ``Settings()`` holds the defaults, :func:`read_settings` the environment's."""

    corpora: tuple[Path, ...] = _setting(
        (BUNDLED,),
        _paths,
        "The collections to serve: folders of records, separated by a colon.",
    )
    demonstration: bool = _setting(
        True, _switch, "Whether the bundled demonstration collection is served; no leaves it out of PALERMO_CORPORA."
    )
    vocabularies: Path = _setting(PROJECT / "corpora" / "vocabularies", _folder, "The folder of the vocabularies.")
    translations: Path = _setting(PROJECT / "translations", _folder, "The folder of the message catalogues.")
    data: Path = _setting(
        PROJECT / "var",
        _folder,
        "The folder for all that is derived: index, catalogue, readings, page images. It can be deleted.",
    )
    index_folder: Path | None = _setting(
        None, _folder, "The folder of the embedded index. Default: index below PALERMO_DATA."
    )
    engine: str = _setting(
        "", _engine, "embedded or elasticsearch. Default: elasticsearch if ELASTICSEARCH_URL is set, else embedded."
    )
    elasticsearch_url: str = _setting(
        "",
        str,
        "The address of an Elasticsearch 9 node; of a cluster several, with commas between.",
        variable="ELASTICSEARCH_URL",
    )
    elasticsearch_prefix: str = _setting("palermo", str, "What the names of all indexes in Elasticsearch begin with.")
    elasticsearch_replicas: int = _setting(
        1, _whole(0), "The most copies of an index on other nodes of Elasticsearch; fewer where nodes are missing."
    )
    workers: int = _setting(0, _whole(0), "How many files are read at the same time; 0 means one a processor core.")
    ocr: bool = _setting(True, _switch, "Whether pages that are images are read by OCR (tesseract).")
    ocr_dpi: int = _setting(200, _whole(72), "The resolution at which pages are drawn for OCR, in dots an inch.")
    ocr_seconds: int = _setting(
        600, _whole(1), "The processor time that OCR may take for a file, beside five seconds a page."
    )
    pdf_bytes: int = _setting(200_000_000, _whole(1), "The largest file that is read, in bytes.")
    pdf_pages: int = _setting(20_000, _whole(1), "The highest number of pages that are read of a file.")
    pdf_text: int = _setting(20_000_000, _whole(1), "The most characters of text that are read of a file.")
    pdf_memory: int = _setting(1_500_000_000, _whole(1), "The memory a reading child may take, in bytes.")
    pdf_seconds: int = _setting(
        60, _whole(1), "The processor time a reading child may take, beside half a second a page."
    )
    public_address: str = _setting(
        "https://palermo.example",
        _address,
        "The address of the portal as the world sees it; permanent identifiers of terms begin with it.",
    )
    site_name: str = _setting("Palermo", str, "The name of the portal as its pages show it.")
    host: str = _setting("127.0.0.1", str, "The address the portal listens on.")
    port: int = _setting(8080, _whole(1), "The port the portal listens on.")
    portal_workers: int = _setting(2, _whole(1), "How many processes serve pages.")
    proxies: int = _setting(
        0,
        _whole(0),
        "How many reverse proxies stand before the portal, each adding to X-Forwarded-For, -Proto and -Host; "
        "0 means that these are not believed.",
    )
    rate_limit: str = _setting(
        "1200 per minute", _rate, "How much one network address may ask of the portal; off for no bound."
    )
    rate_limit_forms: str = _setting(
        "20 per hour", _rate, "How many reports and answers one network address may send; off for no bound."
    )
    redis_url: str = _setting(
        "",
        _redis,
        "The address of a Redis in which the processes of the portal count together; without it each counts alone.",
        variable="REDIS_URL",
    )
    state: Path = _setting(
        PROJECT / "state",
        _folder,
        "The folder for what readers send: reports and answers to the survey. Nothing can restore it: back it up.",
    )
    operator: str = _setting("", str, "The name of the institution that runs the portal, for its legal pages.")
    operator_address: str = _setting("", str, "Its postal address; lines are separated by a vertical bar.")
    operator_country: str = _setting(
        "", _country, "The country whose law the terms of use are under, by its ISO 3166-1 code; empty names none."
    )
    contact_mail: str = _setting("", _mail, "The mail address of the institution; reports of errors are mailed there.")
    mail_server: str = _setting(
        "",
        _mail_server,
        "The server that mails reports: smtp://, smtps:// or smtp+starttls://, a name and password before the host if "
        "it asks for them. Without it reports are kept and not mailed.",
    )
    terms_date: str = _setting("", _day, "The day from which the terms of use and the privacy notice hold: 2026-11-21.")

    @property
    def chosen_engine(self) -> str:
        """``embedded`` or ``elasticsearch``, the default worked out."""
        return self.engine or ("elasticsearch" if self.elasticsearch_url else "embedded")

    @property
    def index(self) -> Path:
        """The folder of the embedded index."""
        return self.index_folder or self.data / "index"

    @property
    def catalogue(self) -> Path:
        """The SQLite file of the catalogue."""
        return self.data / "catalogue.sqlite"


def variable_of(setting: Field[Any]) -> str:
    """The name of the environment variable of a setting."""
    return str(setting.metadata["variable"]) or PREFIX + setting.name.upper()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment gives (``os.environ`` unless told); an empty variable counts as not set.

    Without ``demonstration`` the bundled collection is not among the ``corpora``, whether it was named or not.
    Raises SettingsError that lists every unknown name and every value that a setting cannot have.
    """
    environment = os.environ if environment is None else environment
    table = {variable_of(setting): setting for setting in fields(Settings)}
    faults = [
        f"{name}: there is no such setting; docs/settings.md lists all of them"
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in table
    ]
    values: dict[str, Any] = {}
    for name, setting in table.items():
        if not environment.get(name):
            continue
        try:
            values[setting.name] = setting.metadata["parse"](environment[name])
        except ValueError as expected:
            faults.append(f"{name}={environment[name]!r}: expected {expected}")
    if faults:
        raise SettingsError("\n".join(faults))
    settings = Settings(**values)
    if settings.demonstration:
        return settings
    return replace(
        settings, corpora=tuple(folder for folder in settings.corpora if folder.resolve() != BUNDLED.resolve())
    )
