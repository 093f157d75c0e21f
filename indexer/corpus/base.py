"""What all kinds of record have in common."""

from __future__ import annotations

from indexer.corpus.dates import PartialDate
from indexer.corpus.forms import Countries, LanguageCode, LanguageText, LanguageTexts, Number, RecordId, Terms
from indexer.corpus.parts import Part, Relation, Revised, Source, TreatyArticle, Verification
from indexer.corpus.record_files import RecordFile


class BaseRecord(Part):
    """What all kinds of record have in common."""

    id: RecordId
    """Permanent: small ASCII letters, digits and hyphens; independent of folder and title; never given twice."""

    title: LanguageText
    """The title by language; one is in the original language."""

    original_language: LanguageCode
    """The language the text was made in, by its ISO 639 code: `ar`."""

    country: Countries = ()
    """Countries by their ISO 3166-1 alpha-2 codes: `EG`; a law, case or strategy names a country or an organization."""

    organization: Terms = ()
    """Organizations that it comes from: terms of the vocabulary `organization`."""

    crime: Terms = ()
    """Crime types: terms of the vocabulary `crime`."""

    issue: Terms = ()
    """Cross-cutting issues: terms of the vocabulary `issue`."""

    keywords: LanguageTexts | None = None
    """Words that find the record, in lists by language."""

    summary: LanguageText | None = None
    """What it says in short, by language, in our own words."""

    treaty_articles: tuple[TreatyArticle, ...] = ()
    """The articles of treaties that it has to do with, each once."""

    relations: tuple[Relation, ...] = ()
    """Other records and how it stands to them, each relation once."""

    sources: tuple[Source, ...] = ()
    """Where the official text stands and the facts come from."""

    files: tuple[RecordFile, ...] = ()
    """The files beside record.yaml, each with an id of its own."""

    verification: Verification | None = None
    """How far the facts were checked."""

    revision: Number = 1
    """The number of the revision, counted by Palermo; 1 where it is left out."""

    revised: Revised | None = None
    """When this revision was made, by whom and why; written by Palermo."""

    @property
    def date(self) -> PartialDate | None:
        """The main date: adopted, decided or published."""
        raise NotImplementedError

    @property
    def year(self) -> int | None:
        """The year of the main date."""
        return self.date.year if self.date else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all files in their order; without files the original one."""
        found = dict.fromkeys(language for file in self.files for language in file.languages)
        return tuple(found) or (self.original_language,)

    @property
    def demonstration(self) -> bool:
        """Whether any file is demonstration material, which must never pass for law."""
        return any(file.status == "demonstration" for file in self.files)

    @property
    def article_terms(self) -> tuple[str, ...]:
        """The treaty articles as terms of their vocabulary: ``("tip-protocol:5", ...)``."""
        return tuple(article.term for article in self.treaty_articles)

    def title_in(self, language: str) -> tuple[str, str]:
        """The title in ``language`` if there is one, else in the original language; and the language it is in."""
        chosen = language if language in self.title else self.original_language
        return self.title[chosen], chosen

    def summary_in(self, language: str) -> tuple[str, str] | None:
        """The summary in ``language``, else in English, else in any; and the language it is in."""
        if not self.summary:
            return None
        chosen = next((code for code in (language, "en") if code in self.summary), next(iter(self.summary)))
        return self.summary[chosen], chosen

    def file(self, id: str) -> RecordFile | None:
        """The file with this id; None if there is none."""
        return next((file for file in self.files if file.id == id), None)
