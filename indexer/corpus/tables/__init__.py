"""Records as tables and as data: the template, the import of what was filled in, the export. See docs/exchange.md."""

from pathlib import Path

from indexer.corpus.tables.attachments import Attachments
from indexer.corpus.tables.cells import CellFault
from indexer.corpus.tables.checking import CheckedRow
from indexer.corpus.tables.exporting import WRITERS, exported
from indexer.corpus.tables.importing import Destination, ImportPlan, plan_import
from indexer.corpus.tables.separated import read_csv
from indexer.corpus.tables.table import Table
from indexer.corpus.tables.template import template
from indexer.corpus.tables.workbook import read_workbook
from indexer.corpus.tables.workbook_writing import save_workbook, write_workbook

__all__ = [
    "WRITERS",
    "Attachments",
    "CellFault",
    "CheckedRow",
    "Destination",
    "ImportPlan",
    "Table",
    "exported",
    "plan_import",
    "read_table",
    "save_workbook",
    "template",
    "write_workbook",
]


def read_table(path: Path) -> Table:
    """The rows of a file, CSV if its name ends so, else XLSX; what is wrong with it is among the faults.

    Raises OSError.
    """
    return read_csv(path) if path.suffix.lower() in (".csv", ".tsv", ".txt") else read_workbook(path)
