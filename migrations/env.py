"""Each upgrade is one transaction: killed in the middle, the old schema is whole."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine, event
from sqlmodel import SQLModel

import app.models  # noqa: F401 every table

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")


@event.listens_for(engine, "connect")
def take_transactions_over(connection: Any, record: Any) -> None:
    connection.isolation_level = None


@event.listens_for(engine, "begin")
def begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
