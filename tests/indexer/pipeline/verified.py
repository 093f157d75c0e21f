"""A built collection of two records that tests of verifying change."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from indexer import application
from indexer.application import VerifyReport, verify_corpora
from indexer.pipeline.progress import QuietProgress
from indexer.settings import PROJECT, Settings

SPECIMEN = PROJECT / "corpora" / "specimen"
TUNISIA = "legislation/tn-2016-61"
EGYPT = "legislation/eg-1983-117"


@dataclass(frozen=True)
class Place:
    """A built collection of two records, and the settings that name it."""

    folder: Path
    settings: Settings

    def verify(self, *, mending: bool = False, whole: bool = True) -> VerifyReport:
        """Compare, and mend if told."""
        return verify_corpora(self.settings, QuietProgress(), whole=whole, mending=mending)

    def told(self, *, whole: bool = True) -> list[str]:
        """The differences as lines, paths from the collection or the data folder on."""
        lines = (str(difference) for difference in self.verify(whole=whole).differences)
        return [line.replace(f"{self.folder}/", "").replace(f"{self.settings.data}/", "") for line in lines]

    def find(self, words: str) -> list[str]:
        """The ids of the records that a question finds."""
        with application.open_search(self.settings) as search:
            return [hit.id for hit in search.search(application.parse_parameters([("q", words)])).hits]


def change(record: Path, old: str, new: str) -> None:
    """Change the text of a record.yaml by hand."""
    path = record / "record.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def spoil(folder: Path, content: bytes) -> None:
    """Put other content into the file of a record, and its checksum into the record."""
    file = next(folder.glob("*.pdf"))
    record = folder / "record.yaml"
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    new = hashlib.sha256(content).hexdigest()
    file.unlink()
    file.with_name(file.name.replace(old[:8], new[:8])).write_bytes(content)
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace(old, new).replace(old[:8], new[:8]), encoding="utf-8")
