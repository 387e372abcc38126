"""Migrations, written by Alembic and read before they are committed."""
