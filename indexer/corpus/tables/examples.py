"""What the template tells a person: how it is filled in, what a cell holds beyond the schema, examples."""

from __future__ import annotations

from collections.abc import Mapping

HOW_TO = """\
One row a record, in the sheet of its kind. The first row names the columns; leave those names as they are.
Columns that you do not need can be deleted, others added: title:pt, files.3.name, sources.3.title ...
Yellow columns are required. Of titles, courts and bodies one language is enough; a title is needed in the original one.
A law, case or strategy names a country or an organization.
Rows whose first cell begins with # are passed over, such as the descriptions and the example.
Terms are ids, as in the sheet “terms”, which has their labels in six languages. An unknown term is refused.
Several values in a cell are parted by semicolons: EG; TN. A semicolon that belongs to a text is written \\;
Dates are as precise as what is known: 2010, 2010-05 or 2010-05-14.
Files lie in one folder, or in folders of it; files.1.name is the name of the file there. Its name in the collection,
its checksum and, where you leave it out, its id are made by the import.
Participants of treaties stand in the sheet “participants”, a row each, or in one cell:
EG signature 2000-12-13 ratification 2004-03-05; IR signature 2000-12-12.
indexer import THIS.xlsx --files FOLDER --into COLLECTION --dry-run tells every fault by its cell;
without --dry-run the records are written if there is none.
""".splitlines()
"""The lines of the first sheet."""

NOTES: Mapping[str, str] = {
    "treaty_articles": "untoc:5; tip-protocol:8. Said by an editor on verification.checked_on to be relevant, unless "
    "it says otherwise: untoc:5 implements state 2020-01-31.",
    "relations": "amends eg-2010-64; related eg-2016-82.",
    "participants.list": "EG signature 2000-12-13 ratification 2004-03-05. Leave it empty if you use the sheet.",
    "files.id": "Short and permanent inside the record: ar, fr-2. Left out it is the language.",
    "files.name": "The name of the file in the folder that the import is given by --files.",
}
"""By the name of a column without its number: what its cells hold, in the place of the schema's description."""

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "legislation": {
        "id": "eg-2010-64",
        "title:ar": "قانون رقم 64 لسنة 2010 بشأن مكافحة الاتجار بالبشر",
        "title:en": "Law No. 64 of 2010 on Combating Human Trafficking",
        "original_language": "ar",
        "country": "EG",
        "crime": "trafficking_in_persons",
        "issue": "criminalization; protection_of_victims",
        "keywords:en": "consent of the victim; aggravating circumstances",
        "treaty_articles": "tip-protocol:5",
        "sources.1.title": "Official Gazette of Egypt",
        "sources.1.language": "en",
        "files.1.name": "law-64.pdf",
        "files.1.languages": "ar",
        "files.1.status": "official",
        "verification.level": "citation",
        "verification.checked_on": "2026-11-21",
        "number": "64/2010",
        "type_of_act": "law",
        "adopted": "2010-05",
        "in_force.value": "unknown",
    },
    "case_law": {
        "id": "ecthr-2010-25965-04",
        "title:en": "Case of Rantsev v. Cyprus and Russia",
        "original_language": "en",
        "organization": "council_of_europe",
        "crime": "trafficking_in_persons",
        "court:en": "European Court of Human Rights",
        "court_level": "regional",
        "states_concerned": "CY; RU",
        "decided": "2010-01-07",
        "docket": "25965/04",
    },
    "strategy": {
        "id": "cn-2021-trafficking-plan",
        "title:zh": "中国反对拐卖人口行动计划（2021—2030年）",
        "original_language": "zh",
        "country": "CN",
        "crime": "trafficking_in_persons",
        "body:zh": "国务院办公厅",
        "adopted": "2021-04-09",
        "period.from": "2021",
        "period.to": "2030",
        "pillars": "prevent; pursue; protect; promote",
    },
    "treaty": {
        "id": "untoc",
        "title:en": "United Nations Convention against Transnational Organized Crime",
        "original_language": "en",
        "organization": "united_nations",
        "adopted": "2000-11-15",
        "in_force_from": "2003-09-29",
        "participants.status_as_of": "2014-01",
    },
    "bibliography": {
        "id": "gallagher-2010",
        "title:en": "The International Law of Human Trafficking",
        "original_language": "en",
        "authors": "Anne T. Gallagher",
        "publisher": "Cambridge University Press",
        "published": "2010",
        "isbn": "978-0-521-19107-4",
        "type": "book",
    },
    "participants": {
        "id": "untoc",
        "party": "EG",
        "signature": "2000-12-13",
        "action": "ratification",
        "date": "2004-03-05",
    },
}
"""By the kind: a record as a row."""
