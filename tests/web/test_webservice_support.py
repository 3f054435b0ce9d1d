"""Amazon's package imports on any machine, and leaves nothing of the stand-in behind."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from skill.web.webservice_support import CertificateValidator, standing_in
from tests.test_rooms import ROOT


def test_it_imports_where_oscrypto_does_not_and_without_a_warning() -> None:
    code = "import sys; sys.modules['oscrypto'] = None; import skill.web; print('certvalidator' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_a_real_certvalidator_is_put_back() -> None:
    real = ModuleType("certvalidator")
    before = sys.modules.get("certvalidator")
    sys.modules["certvalidator"] = real
    try:
        with standing_in():
            assert sys.modules["certvalidator"] is not real
        assert sys.modules["certvalidator"] is real
    finally:
        del sys.modules["certvalidator"]
        if before:
            sys.modules["certvalidator"] = before


def test_there_is_no_second_check_of_certificates() -> None:
    with pytest.raises(NotImplementedError, match="verification"):
        CertificateValidator(b"", [])
