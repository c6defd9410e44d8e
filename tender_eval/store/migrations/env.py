"""Runs the migrations on the connection that the program hands over."""

from alembic import context

from tender_eval.store import tables_audit, tables_model, tables_work  # noqa: F401
from tender_eval.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
