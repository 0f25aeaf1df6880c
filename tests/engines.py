"""Rule engines whose processes outlive their workspace: each takes half a second to be ready."""

from contextlib import suppress
from typing import ClassVar

from chorus_desk.formats.official_rules.worker import MOST_WORKERS, RuleEngine, _Worker


class LastingEngine(RuleEngine):
    """Begins with the processes that an engine before it left, and leaves its own to the next."""

    _left: ClassVar[list[_Worker]] = []

    def __init__(self) -> None:
        super().__init__()
        with suppress(IndexError):  # windows open their workspaces in threads of their own
            while True:
                self._workers.append(self._left.pop())

    def close(self) -> None:
        """Leave what can go on, end what is at work or one too many."""
        for worker in self._workers:
            idle = worker.job is None and worker.process.is_alive()
            if idle and len(self._left) < MOST_WORKERS:
                self._left.append(worker)
            else:
                worker.stop()
        self._workers.clear()

    @classmethod
    def end_all(cls) -> None:
        """End the processes that are left."""
        while cls._left:
            cls._left.pop().stop()
