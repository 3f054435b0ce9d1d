"""Data that others wrote, read place by place. What is not as it has to be is refused: where, what was found, a remedy.

What to use::

    trigger = Reader.parse(body, BadRequest)["trigger"]     # the error is the caller's: made of a Flaw
    trigger["type"].choice(("ABSOLUTE", "RELATIVE"))        # "trigger.type is 'SOON'; use one of: ABSOLUTE, RELATIVE"
    trigger["offset"]["seconds"].count()                    # "trigger.offset.seconds is missing; …" if offset is, too
    [rule.text() for rule in trigger["rules"].items(least=1)]

It knows JSON alone, and so do all who read it: the interaction models, the desk's requests, annotations, manifests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

Json = dict[str, Any]
"""A JSON object."""

Kind = Literal["syntax", "missing", "type", "length", "choice", "unknown", "value"]
SHOWN = 80
"""Characters of what was found that a message repeats."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong with some data."""

    kind: Kind
    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place} {self.found}; {self.remedy}"


@dataclass(frozen=True)
class Reader:
    """A value, and the place where it stands. `refuse` makes the error that is raised where it is not as asked.

    JSON's null counts as left out. `whole` is how the outermost value is called, `remedy` what helps in this place,
    where that is more than can be told of every place.
    """

    value: Any
    refuse: Callable[[Flaw], Exception]
    place: str = ""
    whole: str = "the body"
    remedy: str = ""

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        refuse: Callable[[Flaw], Exception],
        whole: str = "the body",
        remedy: str = "",
        loads: Callable[[str], Any] = json.loads,
    ) -> Reader:
        """A JSON text."""
        found = cls(None, refuse, "", whole, remedy)
        try:
            return replace(found, value=loads(text if isinstance(text, str) else text.decode("utf-8-sig")))
        except (ValueError, RecursionError) as error:
            raise found.wrong(f"is not JSON ({error})", "correct it", "syntax") from None

    def wrong(self, found: str, remedy: str = "", kind: Kind = "value") -> Exception:
        """The error for something that is wrong here, to be raised."""
        return self.refuse(Flaw(kind, self.place or self.whole, found, self.remedy or remedy))

    @property
    def is_given(self) -> bool:
        """Whether there is something here."""
        return self.value is not None

    def __getitem__(self, key: str | int) -> Reader:
        """What an object holds under a key, or a list at an index. What is left out holds nothing."""
        if isinstance(key, int):
            return Reader(self.value[key], self.refuse, f"{self.place}[{key}]", self.whole)
        value = self.object().get(key) if self.is_given else None
        return Reader(value, self.refuse, f"{self.place}.{key}" if self.place else key, self.whole)

    def object(self) -> Json:
        """A JSON object, as it is."""
        if not isinstance(self.value, dict):
            raise self._other("an object", "write it in braces")
        return self.value

    def fields(self) -> list[tuple[str, Reader]]:
        """Everything in an object, by its key; nothing where it is left out."""
        return [(key, self[key]) for key in self.object()] if self.is_given else []

    def only(self, *keys: str) -> Reader:
        """This object, where it has no other keys."""
        if odd := sorted({key for key, _ in self.fields()} - set(keys)):
            found = f"has the unknown key {', '.join(odd)[:SHOWN]}"
            raise self.wrong(found, f"only {', '.join(keys)} are read", "unknown")
        return self

    def items(self, least: int = 0, most: int | None = None) -> list[Reader]:
        """The places of a list, none where it is left out or empty. It has to hold at least and at most so many."""
        return [self[at] for at in range(len(self._list(least, most)))]

    def texts(self, least: int = 0) -> tuple[str, ...]:
        """A list of texts."""
        found = self._list(least)
        for at, each in enumerate(found):
            if not isinstance(each, str):
                raise self[at]._other("text", "put it in quotes")
        return tuple(found)

    def _list(self, least: int = 0, most: int | None = None) -> list[Any]:
        found = self.value or []
        if not isinstance(found, list):
            raise self._other("a list", "put it in square brackets")
        if least and not self.is_given:
            raise self._other("a list", "")
        if len(found) < least or (most is not None and len(found) > most):
            raise self.wrong(f"is a list of {len(found)}", f"list {_range(least, most)}", "length")
        return found

    def text(self, otherwise: str | None = None, most: int | None = None, least: int = 1) -> str:
        """A text of at least and at most so many characters. `otherwise` stands for one that is left out."""
        if otherwise is not None and not self.is_given:
            return otherwise
        if not isinstance(self.value, str):
            raise self._other("text", "put it in quotes")
        if len(self.value.strip()) < least or (most is not None and len(self.value) > most):
            found = f"has {len(self.value)} characters" if self.value.strip() else "is empty"
            raise self.wrong(found, f"write 1 to {most} characters" if most else "write something", "length")
        return self.value

    def choice(self, allowed: Iterable[str], otherwise: str | None = None) -> str:
        """One of these words."""
        if otherwise is not None and not self.is_given:
            return otherwise
        if not isinstance(self.value, str) or self.value not in allowed:
            found: tuple[str, Kind] = (f"is {self._shown}", "choice") if self.is_given else ("is missing", "missing")
            raise self.wrong(found[0], f"use one of: {', '.join(allowed)}", found[1])
        return self.value

    def flag(self, otherwise: bool | None = None) -> bool:
        """True or false."""
        if otherwise is not None and not self.is_given:
            return otherwise
        if not isinstance(self.value, bool):
            raise self._other("true or false", "write true or false")
        return self.value

    def number(self) -> float:
        """Any number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self._other("a number", "write a number")
        try:
            return float(self.value)
        except OverflowError:
            raise self.wrong("is far too large", "write a smaller number") from None

    def count(self) -> int:
        """A whole number, one or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 1:
            raise self._other("a whole number above zero", "write one")
        return self.value

    @property
    def _shown(self) -> str:
        return (repr(self.value) if isinstance(self.value, str) else json.dumps(self.value, default=str))[:SHOWN]

    def _other(self, wanted: str, remedy: str) -> Exception:
        if not self.is_given:
            return self.wrong("is missing", f"add it: {wanted}", "missing")
        return self.wrong(f"is not {wanted}: {self._shown}", remedy, "type")


def _range(least: int, most: int | None) -> str:
    return f"at least {least}" if most is None else f"{least} to {most}"
