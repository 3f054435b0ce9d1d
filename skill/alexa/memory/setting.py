"""One setting says where the skill remembers people: BACK_COACH_MEMORY."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

from skill.alexa.logs import kind_of
from skill.alexa.memory.store import Store

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

VARIABLE = "BACK_COACH_MEMORY"
FORMS = "none, memory, sqlite, sqlite:///path/to/file, dynamodb://table"


class SettingError(Exception):
    """The setting names no store. The message says which ones there are."""


def chosen_store(otherwise: str = "none") -> Store | None:
    """The store the environment asks for, or else this one, tidied. Raises SettingError for what names none."""
    store = store_at(os.environ.get(VARIABLE) or otherwise)
    if store:
        try:
            store.tidy(int(time.time()))
        except Exception as error:  # whoever talks to the skill is told; that it starts matters more
            log.warning("the memory cannot be reached: %s", kind_of(error))
    return store


def store_at(setting: str) -> Store | None:
    """The store a setting names: one of FORMS. Nothing is opened or imported for those not chosen.

    Raises SettingError.
    """
    kind, _, where = setting.partition("://")
    match kind, where:
        case "none", "":
            return None
        case "memory", "":
            from skill.alexa.memory.in_memory import InMemoryStore

            return InMemoryStore()
        case "sqlite", _ if (where.startswith("/") and where != "/") or setting == "sqlite":
            from pathlib import Path

            from skill.alexa.memory.sqlite import SQLiteStore

            return SQLiteStore(Path(where) if where else own_file())
        case "dynamodb", _ if where:
            from skill.alexa.memory.dynamodb import DynamoDBStore

            return DynamoDBStore(where)
    raise SettingError(f"{VARIABLE} is {setting!r}, which names no store; set it to one of: {FORMS}")


def own_file() -> Path:
    """Where this user's data lives on this machine. Raises SettingError where the package that knows is missing."""
    try:
        from platformdirs import user_data_path
    except ModuleNotFoundError:
        raise SettingError(
            f"{VARIABLE} names no file, and platformdirs, which would know one, is not installed; "
            "set it to sqlite:///path/to/file, or pip install '.[web]' in a checkout of Back Coach"
        ) from None
    return user_data_path("back-coach", appauthor=False) / "memory.sqlite3"
