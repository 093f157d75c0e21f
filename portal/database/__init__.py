"""The database of accounts and submissions: SQLite below ``PALERMO_STATE``, or the PostgreSQL that is set."""

from portal.database.engine import Base, Moment, Plain, db, init_app, now, transaction
from portal.database.migrating import bring_up_to_date

__all__ = ["Base", "Moment", "Plain", "bring_up_to_date", "db", "init_app", "now", "transaction"]
