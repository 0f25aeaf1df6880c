"""The index of names: what bodies are found by while somebody types."""

import sqlite3


def index_names(connection: sqlite3.Connection) -> None:
    """Index the names of all bodies of a directory file that is being built."""
    connection.execute("CREATE INDEX bodies_by_name ON bodies (name)")
