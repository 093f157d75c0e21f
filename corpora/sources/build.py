"""Rebuild the demonstration collection: ``python corpora/sources/build.py [--force] [RECORD ID ...]``.

Each file of ``digests/`` becomes one record folder of ``corpora/specimen``; ``corpora/README.md`` tells how.
"""

import sys

from generator.command import main

if __name__ == "__main__":
    sys.exit(main())
