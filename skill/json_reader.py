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
from typing import Any, Literal, TypeVar

Json = dict[str, Any]
"""A JSON object."""

Found = TypeVar("Found")
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


Refuse = Callable[[Flaw], Exception]
"""What makes of a flaw the error that is raised."""


@dataclass(frozen=True)
class Reader:
    """A value, and the place where it stands. `refuse` makes the error that is raised where it is not as asked.

    JSON's null counts as left out. `whole` is how the outermost value is called, `remedy` what helps in this place,
    where that is more than can be told of every place.
    """

    value: Any
    refuse: Refuse
    place: str = ""
    whole: str = "the body"
    remedy: str = ""

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        refuse: Refuse,
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
        return self._of(dict, "an object", "write it in braces")

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
                self[at].text()
        return tuple(found)

    def _list(self, least: int = 0, most: int | None = None) -> list[Any]:
        if not self.value and not least:
            return []
        found = self._of(list, "a list", "put it in square brackets")
        if len(found) < least or (most is not None and len(found) > most):
            allowed = f"at least {least}" if most is None else f"{least} to {most}"
            raise self.wrong(f"is a list of {len(found)}", f"list {allowed}", "length")
        return found

    def text(self, otherwise: str | None = None, most: int | None = None, least: int = 1) -> str:
        """A text of at least and at most so many characters. `otherwise` stands for one that is left out."""
        if otherwise is not None and not self.is_given:
            return otherwise
        found = self._of(str, "text", "put it in quotes")
        if len(found.strip()) < least or (most is not None and len(found) > most):
            told = f"has {len(found)} characters" if found.strip() else "is empty"
            raise self.wrong(told, f"write 1 to {most} characters" if most else "write something", "length")
        return found

    def choice(self, allowed: Iterable[str], otherwise: str | None = None) -> str:
        """One of these words."""
        if otherwise is not None and not self.is_given:
            return otherwise
        if isinstance(self.value, str) and self.value in allowed:
            return self.value
        kind: Kind = "choice" if self.is_given else "missing"
        raise self.wrong(f"is {self._shown}", f"use one of: {', '.join(allowed)}", kind)

    def flag(self, otherwise: bool | None = None) -> bool:
        """True or false."""
        if otherwise is not None and not self.is_given:
            return otherwise
        return self._of(bool, "true or false", "write true or false")

    def number(self) -> float:
        """Any number."""
        found = self.value if isinstance(self.value, float) else self._of(int, "a number", "write a number")
        try:
            return float(found)
        except OverflowError:
            raise self.wrong("is far too large", "write a smaller number") from None

    def count(self) -> int:
        """A whole number, one or more."""
        found = self._of(int, "a whole number", "write one")
        if found < 1:
            raise self.wrong(f"is {found}", "write a whole number above zero")
        return found

    def _of(self, kind: type[Found], wanted: str, remedy: str) -> Found:
        """The value as what it has to be. True and false are no numbers here."""
        if isinstance(self.value, kind) and isinstance(self.value, bool) == (kind is bool):
            return self.value
        if not self.is_given:
            raise self.wrong("is missing", f"add it: {wanted}", "missing")
        raise self.wrong(f"is not {wanted}: {self._shown}", remedy, "type")

    @property
    def _shown(self) -> str:
        if not self.is_given:
            return "missing"
        return (repr(self.value) if isinstance(self.value, str) else json.dumps(self.value, default=str))[:SHOWN]
