"""`back-coach test`: conversations held again, and what is not as recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from skill.desk.conversations import accepting, junit, writing
from skill.desk.conversations.conversation_file import Conversation, files, load
from skill.desk.conversations.running import Ran, run
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError


def test(
    paths: list[Path],
    on: Callable[[], AbstractContextManager[Desk]],
    report: Path | None = None,
    accepts: bool = False,
    for_ask: Path | None = None,
) -> int:
    """Holds the conversations in files and folders on a desk, and prints what differs. Returns the exit code: 1 where
    anything does, 2 where there is nothing to hold.

    `report`: also written as JUnit's XML. `accepts`: what is so now is written into the files. `for_ask`: a folder
    where the conversations are written for `ask dialog --replay`, instead of being held.
    """
    try:
        read = [(file, one) for file in files(paths) for one in load(file)]
        if for_ask:
            return _write_for_ask(read, for_ask)
        with on() as desk:
            ran = [_told(replace(run(desk, one), file=file)) for file, one in read]
    except DeskError as error:
        print(f"back-coach test: {error}", file=sys.stderr)
        return 2
    if report:
        junit.write(report, ran)
    if accepts:
        for file, of_file in groupby(ran, lambda each: each.file):
            accepting.accept(file, [each for each in of_file if each.differs])
    differing = sum(bool(each.differs) for each in ran)
    print(f"{_many(len(ran), 'conversation')}, {_many(sum(len(each.turns) for each in ran), 'turn')}: ", end="")
    print(f"{differing} {'accepted as they are now' if accepts else 'not as recorded'}" if differing else "as recorded")
    return 1 if any(each.error if accepts else each.differs for each in ran) else 0


def _told(ran: Ran) -> Ran:
    if ran.differs:
        print(f"{ran.file}: {ran.conversation.name}")
        print("\n".join(f"  {each}" for each in ran.differs), flush=True)
    return ran


def _write_for_ask(read: list[tuple[Path, Conversation]], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for file, one in read:
        path = folder / f"{file.stem}-{one.at + 1}.json"
        path.write_text(writing.for_ask(one.locale or "en-US", writing.inputs(one)), encoding="utf-8")
    print(f"{_many(len(read), 'conversation')} written into {folder}: script/ask dialog --replay FILE")
    return 0


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
