"""The one table of settings: name, default, help.

A setting is a field of :class:`Settings`. Its environment variable is ``PALERMO_`` and the name in capitals, but for
the addresses that other programs know too (``ELASTICSEARCH_URL``). A variable that begins with ``PALERMO_`` and is not
in the table is refused, so that a spelling mistake is never silent. A test holds ``docs/settings.md`` to this table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError
from indexer.settings import values

PREFIX = "PALERMO_"
PROJECT = Path(__file__).resolve().parents[2]
"""The folder of the project; defaults that are paths lie below it."""

BUNDLED = PROJECT / "corpora" / "specimen"
"""The bundled demonstration collection."""


def _setting(default: Any, parse: Callable[[str], Any], help: str, variable: str = "", *, secret: bool = False) -> Any:
    metadata = {"parse": parse, "help": help, "variable": variable, "secret": secret}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value; ``Settings()`` holds the defaults, :func:`read_settings` the environment's."""

    corpora: tuple[Path, ...] = _setting(
        (BUNDLED,),
        values.paths,
        "The collections to serve: folders of records, separated by a colon.",
    )
    demonstration: bool = _setting(
        True,
        values.switch,
        "Whether the bundled demonstration collection is served; no leaves it out of PALERMO_CORPORA.",
    )
    vocabularies: Path = _setting(
        PROJECT / "corpora" / "vocabularies", values.folder, "The folder of the vocabularies."
    )
    translations: Path = _setting(PROJECT / "translations", values.folder, "The folder of the message catalogues.")
    data: Path = _setting(
        PROJECT / "var",
        values.folder,
        "The folder for all that is derived: index, catalogue, readings, page images. It can be deleted.",
    )
    index_folder: Path | None = _setting(
        None, values.folder, "The folder of the embedded index. Default: index below PALERMO_DATA."
    )
    engine: str = _setting(
        "",
        values.engine,
        "embedded or elasticsearch. Default: elasticsearch if ELASTICSEARCH_URL is set, else embedded.",
    )
    elasticsearch_url: str = _setting(
        "",
        str,
        "The address of an Elasticsearch 9 node; of a cluster several, with commas between.",
        variable="ELASTICSEARCH_URL",
    )
    elasticsearch_prefix: str = _setting("palermo", str, "What the names of all indexes in Elasticsearch begin with.")
    elasticsearch_replicas: int = _setting(
        1,
        values.whole(0),
        "The most copies of an index on other nodes of Elasticsearch; fewer where nodes are missing.",
    )
    workers: int = _setting(
        0, values.whole(0), "How many files are read at the same time; 0 means one a processor core."
    )
    ocr: bool = _setting(True, values.switch, "Whether pages that are images are read by OCR (tesseract).")
    ocr_dpi: int = _setting(200, values.whole(72), "The resolution at which pages are drawn for OCR, in dots an inch.")
    ocr_seconds: int = _setting(
        600, values.whole(1), "The processor time that OCR may take for a file, beside five seconds a page."
    )
    pdf_bytes: int = _setting(200_000_000, values.whole(1), "The largest file that is read, in bytes.")
    pdf_pages: int = _setting(20_000, values.whole(1), "The highest number of pages that are read of a file.")
    pdf_text: int = _setting(20_000_000, values.whole(1), "The most characters of text that are read of a file.")
    pdf_memory: int = _setting(1_500_000_000, values.whole(1), "The memory a reading child may take, in bytes.")
    pdf_seconds: int = _setting(
        60, values.whole(1), "The processor time a reading child may take, beside half a second a page."
    )
    conversion_seconds: int = _setting(
        120,
        values.whole(1),
        "The processor time that making a PDF of another file may take; by the clock four times as much.",
    )
    conversion_memory: int = _setting(
        2_000_000_000, values.whole(1), "The memory that making a PDF of another file may take, in bytes."
    )
    archive_files: int = _setting(200, values.whole(1), "The most files that a ZIP archive may have in it.")
    archive_bytes: int = _setting(
        500_000_000, values.whole(1), "How many bytes the files in a ZIP archive may have, unpacked, all together."
    )
    public_address: str = _setting(
        "https://palermo.example",
        values.address,
        "The address of the portal as the world sees it; permanent identifiers of terms begin with it.",
    )
    site_name: str = _setting("Palermo", str, "The name of the portal as its pages show it.")
    host: str = _setting("127.0.0.1", str, "The address the portal listens on.")
    port: int = _setting(8080, values.whole(1), "The port the portal listens on.")
    portal_workers: int = _setting(2, values.whole(1), "How many processes serve pages.")
    proxies: int = _setting(
        0,
        values.whole(0),
        "How many reverse proxies stand before the portal, each adding to X-Forwarded-For, -Proto and -Host; "
        "0 means that these are not believed.",
    )
    rate_limit: str = _setting(
        "1200 per minute", values.rate, "How much one network address may ask of the portal; off for no bound."
    )
    rate_limit_forms: str = _setting(
        "20 per hour", values.rate, "How many reports and answers one network address may send; off for no bound."
    )
    redis_url: str = _setting(
        "",
        values.redis,
        "The address of a Redis in which the processes of the portal count together and find the work to be done; "
        "without it each counts alone, and the work is in SQLite, below PALERMO_STATE.",
        variable="REDIS_URL",
    )
    state: Path = _setting(
        PROJECT / "state",
        values.folder,
        "The folder for what people send: submissions, accounts, reports, answers to the survey. Nothing can restore "
        "it: back it up.",
    )
    published_folder: Path | None = _setting(
        None,
        values.folder,
        "The collection that the portal publishes into; it is always among those served. Default: records below "
        "PALERMO_STATE.",
        variable="PALERMO_PUBLISHED",
    )
    four_eyes: bool = _setting(
        True,
        values.switch,
        "Whether a submission is published by another person than its author, and a withdrawal confirmed by another "
        "than who asked for it.",
    )
    secret_key: str = _setting(
        "",
        values.secret,
        "What signs the cookies of those who sign in and protects passwords and second factors; without it nobody can "
        "sign in and nothing can be submitted. `openssl rand -hex 32` makes one; keep it: with another nobody gets in "
        "before `portal create-admin` and invitations anew.",
        secret=True,
    )
    database_url: str = _setting(
        "",
        values.database,
        "The address of a PostgreSQL for accounts and submissions; without it they are in SQLite, below PALERMO_STATE.",
        variable="DATABASE_URL",
        secret=True,
    )
    jobs: bool = _setting(
        True,
        values.switch,
        "Whether `portal serve` starts a worker beside itself, if there is a secret; no where `portal work` runs as a "
        "service of its own.",
    )
    upload_bytes: int = _setting(
        200_000_000,
        values.whole(1),
        "The largest file that can be submitted, in bytes; larger ones are not read either.",
    )
    operator: str = _setting("", str, "The name of the institution that runs the portal, for its legal pages.")
    operator_address: str = _setting("", str, "Its postal address; lines are separated by a vertical bar.")
    operator_country: str = _setting(
        "",
        values.country,
        "The country whose law the terms of use are under, by its ISO 3166-1 code; empty names none.",
    )
    contact_mail: str = _setting(
        "", values.mail, "The mail address of the institution; reports of errors are mailed there."
    )
    mail_server: str = _setting(
        "",
        values.mail_server,
        "The server that mails reports: smtp://, smtps:// or smtp+starttls://, a name and password before the host if "
        "it asks for them. Without it reports are kept and not mailed.",
    )
    incoming_mail: str = _setting(
        "",
        values.mailbox,
        "The mailbox that submissions are mailed to: imaps:// or imap+starttls://, name and password, host, folder, as "
        "imaps://name:password@mail.example.org/INBOX.",
        secret=True,
    )
    incoming_server: str = _setting(
        "",
        str,
        "The name under which our own mail server writes Authentication-Results (its authserv-id); a sender is "
        "believed if it found DKIM or SPF to pass.",
    )
    incoming_trust: bool = _setting(
        False,
        values.switch,
        "Whether senders are believed without Authentication-Results, because the mail server refuses mail that is "
        "not authenticated.",
    )
    incoming_bytes: int = _setting(
        50_000_000, values.whole(1), "The largest message that is taken in, in bytes; of larger ones the head is kept."
    )
    terms_date: str = _setting(
        "", values.day, "The day from which the terms of use and the privacy notice hold: 2026-11-21."
    )

    @property
    def chosen_engine(self) -> str:
        """``embedded`` or ``elasticsearch``, the default worked out."""
        return self.engine or ("elasticsearch" if self.elasticsearch_url else "embedded")

    @property
    def index(self) -> Path:
        """The folder of the embedded index."""
        return self.index_folder or self.data / "index"

    @property
    def published(self) -> Path:
        """The folder of the collection that the portal publishes into."""
        return self.published_folder or self.state / "records"

    @property
    def catalogue(self) -> Path:
        """The SQLite file of the catalogue."""
        return self.data / "catalogue.sqlite"


def variable_of(setting: Field[Any]) -> str:
    """The name of the environment variable of a setting."""
    return str(setting.metadata["variable"]) or PREFIX + setting.name.upper()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment gives (``os.environ`` unless told); an empty variable counts as not set.

    Without ``demonstration`` the bundled collection is not among the ``corpora``, whether it was named or not. The
    collection that the portal publishes into is, once it is there.
    Raises SettingsError that lists every unknown name and every value that a setting cannot have.
    """
    environment = os.environ if environment is None else environment
    table = {variable_of(setting): setting for setting in fields(Settings)}
    faults = [
        f"{name}: there is no such setting; docs/settings.md lists all of them"
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in table
    ]
    given: dict[str, Any] = {}
    for name, setting in table.items():
        if not environment.get(name):
            continue
        try:
            given[setting.name] = setting.metadata["parse"](environment[name])
        except ValueError as expected:
            shown = "..." if setting.metadata["secret"] else repr(environment[name])
            faults.append(f"{name}={shown}: expected {expected}")
    if faults:
        raise SettingsError("\n".join(faults))
    settings = Settings(**given)
    return replace(settings, corpora=tuple(_served(settings)))


def _served(settings: Settings) -> Iterator[Path]:
    """The collections of the settings, without the bundled one if it is left out, with the published one."""
    left_out = () if settings.demonstration else (BUNDLED.resolve(),)
    yield from (folder for folder in settings.corpora if folder.resolve() not in left_out)
    named = {folder.resolve() for folder in settings.corpora}
    if settings.published.is_dir() and settings.published.resolve() not in named:
        yield settings.published
