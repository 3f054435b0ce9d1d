"""How much a process works: seconds of processor, which count less than those on the wall what else a machine does."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def worked(process: int, *, with_ended: bool = False) -> float:
    """Seconds that a process has worked; `with_ended`: and those it started, as far as they have ended."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(int(each) for each in told[11 : 15 if with_ended else 13]) / TICKS


def worked_together(process: int) -> float:
    """Seconds that a process and those that it started, and they, have worked."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return worked(process) + sum(worked_together(int(each)) for each in children)
