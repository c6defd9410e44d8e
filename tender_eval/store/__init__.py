"""The workspace: SQLAlchemy mapping, engines, migrations, backup and the unit of work."""
