"""Reading a JSON request body field by field. What is wrong becomes a 400 that names the field."""

import json
from collections.abc import Collection
from typing import Any, Self

from skill.desk.alerts.errors import BadRequest


class Fields:
    """One JSON object of a request body and where it stands in it, such as "trigger.recurrence"."""

    def __init__(self, value: object, path: str = "", code: str = "INVALID_REQUEST") -> None:
        if not isinstance(value, dict):
            raise BadRequest(f"{path or 'The request body'} must be a JSON object.", code)
        self.json: dict[str, Any] = value
        self._path = path
        self._code = code

    @classmethod
    def parse(cls, body: str | bytes) -> Self:
        try:
            return cls(json.loads(body))
        except (ValueError, RecursionError):
            raise BadRequest("The request body is not JSON.") from None

    def has(self, key: str) -> bool:
        """JSON null counts as absent."""
        return self.json.get(key) is not None

    def text(self, key: str) -> str:
        value = self.json.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "must be a text that is not empty")
        return value

    def choice(self, key: str, allowed: Collection[str]) -> str:
        value = self.json.get(key)
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(key, f"must be one of {', '.join(allowed)}")
        return value

    def count(self, key: str) -> int:
        """A whole number, one or more."""
        value = self.json.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number above zero")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.json[key] if self.has(key) else default
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def inner(self, key: str, code: str | None = None) -> "Fields":
        return Fields(self.json.get(key), self._at(key), code or self._code)

    def items(self, key: str) -> list["Fields"]:
        """The objects of a list that holds at least one."""
        return [Fields(item, f"{self._at(key)}[{n}]", self._code) for n, item in enumerate(self._list(key))]

    def texts(self, key: str) -> list[str]:
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "must be a list of texts")
        return values

    def wrong(self, key: str, why: str, code: str | None = None) -> BadRequest:
        return BadRequest(f"{self._at(key)} {why}.", code or self._code)

    def _list(self, key: str) -> list[Any]:
        value = self.json.get(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, "must be a list that is not empty")
        return value

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key
