"""The command line: ``indexer build | read | propose | search | check | record | import | export | verify``...

Exit status: 0 all went well; 1 it could not be done, or ``check``, ``import`` or ``verify`` found faults; 2 the words
of the call or a setting are wrong; 3 it was done, but for records, files or pages that were named; 130 broken off with
Ctrl+C and 143 by SIGTERM, what was done is kept.
"""

from __future__ import annotations

import click

from indexer.cli.building import build, read, status
from indexer.cli.exchange import export, import_, schema, template
from indexer.cli.frame import Commands
from indexer.cli.proposing import propose
from indexer.cli.records import check
from indexer.cli.revising import record
from indexer.cli.searching import search
from indexer.cli.verifying import verify
from indexer.cli.vocabularies import vocabulary

STATUSES = """Exit status: 0 all went well; 1 it could not be done, or faults were found; 2 wrong words or settings;
3 done, but for what was named; 130, 143 broken off. Settings come from the environment: docs/settings.md."""


@click.group(cls=Commands, epilog=STATUSES, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Read the law out of PDFs into a search engine, and search it."""


for command in (
    build,
    read,
    propose,
    search,
    check,
    record,
    status,
    verify,
    vocabulary,
    schema,
    template,
    import_,
    export,
):
    main.add_command(command)
