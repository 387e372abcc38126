"""Alembic's entry: migrations run on the connection that `models.database.migrate` hands over."""

from alembic import context

from models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="models.base.",
)
with context.begin_transaction():
    context.run_migrations()
