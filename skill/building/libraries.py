"""The libraries that belong to a distribution: which they are, their licences, their files.

They are taken from where we run, not fetched again: what was tested is what is shipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = "back-coach"

NOT_SHIPPED = frozenset({".so", ".pyd", ".pyi"})
"""Compiled parts are for one kind of machine only, and none of what a turn needs depends on them."""
OF_DIST_INFO = ("METADATA", "licenses/", "LICENSE", "LICENCE", "NOTICE", "COPYING")
"""What licences ask for to be handed on. The rest tells how it was installed here."""


class NotInstalled(Exception):
    """A library is missing where we run. Says which, and what to do."""


def needed(extras: tuple[str, ...] = (), without: frozenset[str] = frozenset(), by: str = OURS) -> list[Distribution]:
    """The distributions that ours needs with these extras, and what they need, in the order of their names."""
    found: dict[str, Distribution] = {}
    waiting = [(by, extras)]
    seen = set(waiting)
    while waiting:
        name, wanted = waiting.pop()
        found[name] = _distribution(name)
        for requirement in map(Requirement, found[name].requires or ()):
            each = (canonicalize_name(requirement.name), tuple(sorted(requirement.extras)))
            if each[0] not in without and each not in seen and _applies(requirement, wanted):
                seen.add(each)
                waiting.append(each)
    del found[by]
    return [found[name] for name in sorted(found)]


def _applies(requirement: Requirement, extras: tuple[str, ...]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def _distribution(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise NotInstalled(
            f"{name} is not installed; pip install -e '.[simulator,web,dev]' in a checkout of Back Coach"
        ) from None


def unlocked(lock: Path, libraries: list[Distribution]) -> list[str]:
    """The libraries that are not installed in the version that a lock names for this Python."""
    locked: set[str] = set()
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.startswith((" ", "#")) and "==" in line:
            requirement = Requirement(line.rstrip("\\ "))
            if _applies(requirement, ()):
                locked.add(f"{canonicalize_name(requirement.name)}{requirement.specifier}")
    installed = [f"{canonicalize_name(each.metadata['Name'])}=={each.version}" for each in libraries]
    return [each for each in installed if each not in locked]


def files_of(library: Distribution) -> Iterator[tuple[PurePosixPath, Path]]:
    """The files of a library that are shipped: where they belong, and where they are."""
    for file in library.files or ():
        place = PurePosixPath(file.as_posix())
        if ".." in place.parts or place.suffix in NOT_SHIPPED or "__pycache__" in place.parts:
            continue
        folder, _, rest = str(place).partition("/")
        if folder.endswith((".dist-info", ".egg-info")) and not rest.startswith(OF_DIST_INFO):
            continue
        yield place, Path(str(library.locate_file(file)))


def licence_of(library: Distribution) -> str:
    """Its licence in a few words, as it says itself."""
    told = library.metadata
    if "License-Expression" in told:
        return str(told["License-Expression"])
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if "License ::" in line]
    if classifiers and classifiers != ["OSI Approved"]:
        return ", ".join(classifiers)
    return str(told["License"]).strip().partition("\n")[0] if "License" in told else "unknown"
