"""Loads of the SDK's models only what is used.

`ask_sdk_model` is 570 modules, one a class, and its packages import all of theirs: importing the SDK loads 230 modules
to use forty, which is most of a cold start. With `install()` a package of it loads a class when somebody asks for it.
What one gets is the SDK's own class from the SDK's own module; only the moment is another. Nothing is patched where
the SDK was imported before: then it is there already.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # to import these would take longer than all the rest of this module
    from importlib.abc import Loader

MODELS = "ask_sdk_model"
WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class FactoryForLater:
    """Stands for the SDK's ServiceClientFactory until it is used: it loads the clients of every service Alexa has."""

    def __init__(self, api_configuration: Any) -> None:
        self._made_from = api_configuration

    def __getattr__(self, name: str) -> Any:
        real = import_module(f"{MODELS}.services.service_client_factory").ServiceClientFactory
        return getattr(real(self._made_from), name)


LATER: dict[tuple[str, str], Any] = {(f"{MODELS}.services", "ServiceClientFactory"): FactoryForLater}
"""What the SDK asks for when it is imported, and most turns never use."""


class OnDemand:
    """Loads a package of the models without its contents."""

    def __init__(self, whole: Loader) -> None:
        self._whole = whole

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Leaves the package empty: whoever asks it for a class gets the class, from the module named after it."""
        package = module.__name__

        def found(name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(f"{package} has no {name}")
            value = LATER.get((package, name)) or self._named(module, name)
            setattr(module, name, value)
            return value

        module.__getattr__ = found  # type: ignore[method-assign]

    def _named(self, module: ModuleType, name: str) -> Any:
        """The class or module with this name. Raises AttributeError where there is none, as every module does."""
        where = f"{module.__name__}.{module_of(name)}"
        try:
            return getattr(import_module(where), name) if name != name.lower() else import_module(where)
        except (ModuleNotFoundError, AttributeError):
            self._whole.exec_module(module)  # a name that follows no rule: then all of it, as the SDK has it
            return vars(module)[name] if name in vars(module) else _missing(module, name)


def _missing(module: ModuleType, name: str) -> Any:
    raise AttributeError(f"{module.__name__} has no {name}")


def module_of(name: str) -> str:
    """The module that holds a class of the models: `LaunchRequest` is in `launch_request`."""
    return WORDS.sub("_", name).lower()


class Later(ModuleType):
    """Stands for a module of the standard library until something of it is used; then the module itself does."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"{self.__name__} is not loaded yet")
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


PRINTING = "pprint"
"""Every model imports it for its `to_str`, which nobody calls; with it come `dataclasses` and `inspect`."""


class Packages:
    """Finds the packages of the models."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != MODELS and not name.startswith(f"{MODELS}."):
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, (finder.find_spec(name, path, target) for finder in others)), None)
        if spec and spec.loader and spec.submodule_search_locations is not None:
            spec.loader = OnDemand(spec.loader)  # type: ignore[assignment]
        return spec


def install() -> None:
    """From now on. Does nothing where it is done, or where the SDK is loaded already."""
    if MODELS not in sys.modules and not any(isinstance(finder, Packages) for finder in sys.meta_path):
        sys.meta_path.insert(0, Packages())
        sys.modules.setdefault(PRINTING, Later(PRINTING))
