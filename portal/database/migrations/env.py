"""How Alembic finds the tables and the connection; see ``portal.database.migrating``."""

from alembic import context

from portal.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by writing another
    compare_type=True,
)
context.run_migrations()
