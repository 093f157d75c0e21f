"""Records in six languages in the reference engine."""

from collections.abc import Callable, Sequence

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.search import FINGERPRINT, PassageText, RecordFacts, Search, entry_of
from indexer.search.types import RecordEntry, SearchEngine
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    """The vocabularies of the project."""
    return Vocabularies.open(Settings().vocabularies)


def provisions(language: str, *texts: str) -> list[PassageText]:
    """The articles of a law, numbered from 1."""
    return [
        PassageText(f"file-{language}", language, f"art_{number}", str(number), "", number, text)
        for number, text in enumerate(texts, 1)
    ]


def law(record: str, language: str, title: str, *texts: str, **facets: tuple[str, ...]) -> RecordEntry:
    """A law with a file in one language."""
    facts = RecordFacts(
        id=record,
        kind="legislation",
        titles={language: title},
        original_language=language,
        languages=(language,),
        date="2010-05",
        years=(2010,),
        country=("EG",),
        in_force="yes",
        facets={"kind": ("legislation",), "language": (language,), **facets},
    )
    return entry_of(facts, provisions(language, *texts))


@pytest.fixture(scope="session")
def search_in(vocabularies: Vocabularies) -> Callable[[Sequence[RecordEntry]], Search]:
    """Makes a search in the given records."""

    def build(entries: Sequence[RecordEntry], engine: SearchEngine | None = None) -> Search:
        engine = engine or MemoryEngine(FINGERPRINT)
        writer = engine.begin(fresh=True)
        writer.write(entries)
        writer.publish()
        return Search(engine, vocabularies)

    return build


LAWS = [
    law(
        "en-persons",
        "en",
        "Trafficking in Persons Act",
        "Whoever recruits a person by deception commits an offence.",
        "The law of the sea is not affected. The penalty is imprisonment for ten years.",
        crime=("trafficking_in_persons",),
        country=("GB",),
    ),
    law("fr-traite", "fr", "Loi sur la traite des personnes", "L’État punit la traite des personnes.", country=("FR",)),
    law("es-trata", "es", "Ley contra la trata", "La trata de personas se castiga con prisión.", country=("MX",)),
    law("ru-rabstvo", "ru", "Закон", "Торговля людьми наказывается. Ещё и Interpol.", country=("RU",)),
    law("ar-qanun", "ar", "قانون رقم 64 لسنة 2010", "يعاقب على الاتجار بالأشخاص بالسجن.", country=("EG",)),
    law("zh-fa", "zh", "反拐卖法", "贩运人口的，处五年以上有期徒刑。", country=("CN",)),
    law("en-sea", "en", "Merchant Shipping Act", "Every sea captain keeps the law on board his ship.", country=("GB",)),
]


@pytest.fixture(scope="session")
def laws(search_in) -> Search:
    """A search in laws of six languages."""
    return search_in(LAWS)
