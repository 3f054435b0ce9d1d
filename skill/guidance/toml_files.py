"""Content as it is written: TOML files, each read once, when it is first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from skill.guidance.rows import ContentError, Table


def read_toml(path: Path) -> Table:
    """One content file as plain data. Raises ContentError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            f"{path.name}: there is no such file in {path.parent.name}/; add it or correct the id"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: not valid TOML ({error}); mend that line") from error


class TomlFiles:
    """The files of a folder."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        self._table = cache(lambda name: read_toml(self.root / name))
        self._ids = cache(lambda name: tuple(sorted(path.stem for path in (self.root / name).glob("*.toml"))))

    def row(self, name: str, key: str) -> Any:
        """One row. Raises KeyError where there is none, ContentError where it cannot be read."""
        if name.endswith(".toml"):
            return self._table(name)[key]
        if key not in self._ids(name):
            raise KeyError(key)
        return self._table(f"{name}/{key}.toml")

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows, in the order of the file. Raises ContentError where there is no such file."""
        return tuple(self._table(name)) if name.endswith(".toml") else self._ids(name)

    def names(self) -> tuple[str, ...]:
        """Every file, and every folder of files."""
        return tuple(
            sorted(path.name for path in self.root.iterdir() if path.suffix == ".toml" or any(path.glob("*.toml")))
        )
