"""Everything that nothing could make again, copied while the portal runs, and put back into an empty place."""

from portal.backup.checking import faults
from portal.backup.making import back_up
from portal.backup.manifest import Manifest, backups
from portal.backup.restoring import restore

__all__ = ["Manifest", "back_up", "backups", "faults", "restore"]
