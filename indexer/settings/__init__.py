"""What an administrator can set: :mod:`~indexer.settings.table` is the table, ``values`` reads what was written."""

from indexer.settings.table import BUNDLED, PREFIX, PROJECT, Settings, read_settings, variable_of

__all__ = ["BUNDLED", "PREFIX", "PROJECT", "Settings", "read_settings", "variable_of"]
