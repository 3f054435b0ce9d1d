"""Gunicorn's worker with threads, made to lose nobody when it is told to stop."""

from __future__ import annotations

import sys

from gunicorn.workers.gthread import ThreadWorker


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Takes everybody who is waiting at the door before it closes it.

    Gunicorn's own worker leaves the door open while it finishes what it has begun, but nobody comes to it any more: who
    knocks in that time is thrown out unanswered at the end.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Called with False when there is too much to do, and once more when the worker is to stop."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            self._take_the_last_and_close()

    def _take_the_last_and_close(self) -> None:
        sys.setswitchinterval(
            1e-6
        )  # the other threads are busy; nobody should slip in between the last look and closing
        for listener in self.sockets:
            before = -1
            while before != self.nr_conns:  # accept() returns quietly where nobody waits
                before = self.nr_conns
                self.accept(listener)
            listener.close()
