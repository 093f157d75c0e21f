"""What a test needs beside Python: its absence skips a test on somebody's machine, and fails it where CI=true."""

import os
from typing import NoReturn

import pytest


def unmet(reason: str) -> NoReturn:
    """Skip the running test for the reason that a need is not met; fail it in continuous integration."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; with CI=true every need has to be met")
    pytest.skip(reason)
