"""The user's database: one SQLite file. The only folder that may import sqlite3."""
