"""``python -m indexer.cli``: the same as the command ``indexer``."""

from indexer.cli import main

main(prog_name="indexer")
