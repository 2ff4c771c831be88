"""Writers wait in one queue of the operating system: first come, first served, woken at once.

SQLite itself lets a writer ask again and again with growing pauses: under load the database stands idle while all
sleep, and the unlucky wait for minutes. The queue is a lock on a file beside the database; it ends with its process.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

try:
    import fcntl
except ImportError:  # a system without it: SQLite's own waiting serves there
    fcntl = None  # type: ignore[assignment]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Cursor(base.SQLiteCursorWrapper):
    wrapper: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.queued_if_alone(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.queued_if_alone(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction holds the queue from its begin to its end; a single write outside of one, while it runs."""

    queue: int | None = None
    first = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if fcntl is not None and self.queue is None and not self.is_in_memory_db():
            name = f"{self.settings_dict['NAME']}-queue"
            self.queue = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self._queue_up()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # unknown to django-stubs
        except BaseException:
            self._step_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # unknown to django-stubs
        self._step_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # unknown to django-stubs
        finally:
            self._step_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # unknown to django-stubs
        finally:
            self._step_back()
            if self.queue is not None:
                os.close(self.queue)
                self.queue = None

    @contextmanager
    def queued_if_alone(self, query: str) -> Iterator[None]:
        alone = not self.first and not self.in_atomic_block and query.lstrip()[:7].upper().startswith(WRITES)
        if alone:
            self._queue_up()
        try:
            yield
        finally:
            if alone:
                self._step_back()

    def _queue_up(self) -> None:
        if self.queue is not None and not self.first:
            fcntl.flock(self.queue, fcntl.LOCK_EX)
            self.first = True

    def _step_back(self) -> None:
        if self.queue is not None and self.first:
            fcntl.flock(self.queue, fcntl.LOCK_UN)
        self.first = False
