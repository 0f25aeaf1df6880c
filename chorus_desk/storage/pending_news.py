"""Whether a list of bodies took over whose news is not kept yet: asked at every start, so alone."""

from chorus_desk.storage.connection import Connection


def has_pending(connection: Connection) -> bool:
    """Return whether something is left for ``body_news.load_pending``."""
    return connection.execute("SELECT 1 FROM pending_news").fetchone() is not None
