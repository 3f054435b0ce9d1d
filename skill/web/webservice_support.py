"""What we use of Amazon's `ask_sdk_webservice_support`, made to import on every machine. Import it from here.

Its verifier of signatures imports `certvalidator`, which imports `oscrypto` 1.3.0, which does not understand versions
of OpenSSL with two digits at the end, such as 3.0.10, and raises `LibraryNotFoundError`; no newer release mends it. We
verify signatures ourselves (`skill.web.verification`), so while the SDK is imported an empty `certvalidator` takes its
place, and whoever would verify with it is told not to. Afterwards nothing of it is left in `sys.modules`. Decision 6 in
`docs/decisions` says why so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn

__all__ = ["AbstractVerifier", "TimestampVerifier", "VerificationException"]

NAMES = ("certvalidator", "certvalidator.errors")


class CertificateValidator:
    """There is one check of certificates here, `skill.web.chain`, and this is not it."""

    def __init__(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("Amazon's own verifier of signatures is not used; see skill.web.verification")


@contextmanager
def standing_in() -> Iterator[None]:
    """While this lasts, `import certvalidator` gives the stand-in."""
    before = {name: sys.modules.get(name) for name in NAMES}
    package, errors = (ModuleType(name) for name in NAMES)
    package.__dict__["CertificateValidator"] = CertificateValidator
    errors.__dict__.update(PathError=ValueError, ValidationError=ValueError)
    sys.modules.update(zip(NAMES, (package, errors), strict=True))
    try:
        yield
    finally:
        for name, module in before.items():
            sys.modules.pop(name)
            if module is not None:
                sys.modules[name] = module


with standing_in():
    from ask_sdk_webservice_support.verifier import AbstractVerifier, TimestampVerifier, VerificationException
