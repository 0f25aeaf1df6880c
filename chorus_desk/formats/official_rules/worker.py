"""The process of the rule engine: spawned at first need, killed when it hangs, started again once.

Saxon holds the interpreter lock while it works and may crash as a whole, so it never runs in the
program's own process.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:  # loaded when the first job comes: most starts of the program have none
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from chorus_desk.formats.official_rules.svrl import Assertion

SECONDS_PER_JOB = 60
"""A document of 5,000 lines takes 4 s; one that takes a minute never ends."""
MOST_WORKERS = 2


class Job(NamedTuple):
    """One document for one sheet."""

    sheet: str
    """Path of the compiled Schematron sheet."""
    document: str
    """Text of the XML, parsed by ``formats.xml`` and written again."""


class Stopped(NamedTuple):
    """The engine could not answer: it crashed, hung, or the document broke the sheet."""

    reason: str


MUCH = 400_000
"""Characters; a second process pays beyond: it takes 0.3 s to be ready."""


def _is_much(waiting: Sequence[tuple[int, Job]]) -> bool:
    return len(waiting) > 3 or sum(len(job.document) for _, job in waiting) > MUCH


Answer: TypeAlias = "list[Assertion] | Stopped"


def serve(connection: "Connection") -> None:
    """Answer jobs until the other side closes. Runs in the worker process."""
    _silence()
    from saxonche import PySaxonProcessor

    from chorus_desk.formats.official_rules.svrl import parse_answer

    engine = PySaxonProcessor(license=False)
    xslt = engine.new_xslt30_processor()
    sheets: dict[str, Any] = {}
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        try:
            if job.sheet not in sheets:
                sheets[job.sheet] = xslt.compile_stylesheet(stylesheet_file=job.sheet)
            node = engine.parse_xml(xml_text=job.document)
            answer: Answer = parse_answer(sheets[job.sheet].transform_to_string(xdm_node=node))
        except Exception as error:  # noqa: BLE001 -- whatever the engine raises is its verdict
            answer = Stopped(str(error).splitlines()[0][:300] if str(error) else "")
        connection.send(answer)


def _silence() -> None:
    """Keep the engine's own messages off the terminal: they quote documents."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.__stderr__.fileno() if sys.__stderr__ else 2)


@dataclass
class _Worker:
    """One process and the job it has in hand."""

    process: "BaseProcess"
    connection: "Connection"
    job: tuple[int, Job] | None = None
    since: float = field(default_factory=monotonic)

    @classmethod
    def start(cls) -> "_Worker":
        from multiprocessing import get_context

        here, there = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=serve, args=(there,), daemon=True)
        process.start()
        there.close()
        return cls(process, here)

    def give(self, index: int, job: Job) -> None:
        self.job, self.since = (index, job), monotonic()
        with suppress(OSError):  # a dead worker is noticed when its answer does not come
            self.connection.send(job)

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class RuleEngine:
    """Runs jobs in at most two worker processes. Close it when the program ends."""

    def __init__(self, seconds_per_job: float = SECONDS_PER_JOB) -> None:
        self._workers: list[_Worker] = []
        self._seconds = seconds_per_job

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        """Return the answer to each job, in order. One crash or hang per job is tried again."""
        answers: dict[int, Answer] = dict(self.answers(jobs))
        return [answers[index] for index in range(len(jobs))]

    def answers(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Answer]]:
        """Give each answer with its job's index, as soon as it is there."""
        waiting = list(enumerate(jobs))
        waiting.reverse()
        retried: set[int] = set()
        while waiting or any(worker.job for worker in self._workers):
            self._employ(waiting)
            for worker, answer in self._collect():
                assert worker.job is not None
                index, job = worker.job
                worker.job = None
                if isinstance(answer, Stopped) and not worker.process.is_alive():
                    self._workers.remove(worker)
                    if index not in retried:
                        retried.add(index)
                        waiting.append((index, job))
                        continue
                yield index, answer

    def _employ(self, waiting: list[tuple[int, Job]]) -> None:
        for worker in self._workers:
            if waiting and worker.job is None:
                worker.give(*waiting.pop())
        while waiting and len(self._workers) < (MOST_WORKERS if _is_much(waiting) else 1):
            worker = _Worker.start()
            self._workers.append(worker)
            worker.give(*waiting.pop())

    def _collect(self) -> Iterator[tuple[_Worker, Answer]]:
        from multiprocessing.connection import wait

        busy = {worker.connection: worker for worker in self._workers if worker.job}
        latest = min(worker.since for worker in busy.values()) + self._seconds
        ready = wait(list(busy), timeout=max(0.0, latest - monotonic()))
        for connection in ready:
            worker = busy[connection]  # type: ignore[index]
            try:
                yield worker, worker.connection.recv()
            except (EOFError, OSError):
                worker.stop()
                yield worker, Stopped("crash")
        for worker in list(busy.values()):
            if worker.job and monotonic() - worker.since > self._seconds:
                worker.stop()
                yield worker, Stopped("timeout")

    def close(self) -> None:
        """End the worker processes."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()
