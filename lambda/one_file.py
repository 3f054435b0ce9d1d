"""Loads the modules that a start needs from one file of byte code, mapped into memory.

To look for two hundred modules in folders, and to open and read each, takes a good part of a cold start. So where the
function is built, `code.bin` is written (`skill/building/byte_code.py`): an index, then the byte code of each module.
What is not in it is found as ever; where there is no such file, so is everything.
"""

from __future__ import annotations

import marshal
import mmap
import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

FILE = "code.bin"
LENGTH = 8
"""The bytes of the number that stands first: where the index ends."""


class OneFile:
    """Finds and loads the modules in such a file."""

    def __init__(self, folder: str) -> None:
        """Raises OSError where there is none."""
        self._folder = folder
        with open(os.path.join(folder, FILE), "rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._behind = LENGTH + int.from_bytes(self._data[:LENGTH], "little")
        made_by, modules = marshal.loads(self._data[LENGTH : self._behind])
        self._modules = modules if made_by == sys.implementation.cache_tag else {}

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in self._modules:
            return None
        file = os.path.join(self._folder, self._modules[name][0])
        is_package = file.endswith("__init__.py")
        spec = ModuleSpec(name, self, origin=file, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        _, begin, end = self._modules[module.__name__]
        exec(marshal.loads(self._data[self._behind + begin : self._behind + end]), module.__dict__)


def install() -> None:
    """From now on, where there is such a file of this Python."""
    folder = os.path.dirname(os.path.abspath(__file__))
    if os.path.exists(os.path.join(folder, FILE)):
        sys.meta_path.insert(0, OneFile(folder))
