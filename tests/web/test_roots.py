"""Whom we trust: the system or certifi, one by one."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path
from types import SimpleNamespace

import certifi
import pytest
from cryptography.x509.verification import Store

from skill.web.roots import BEGIN, readable, trusted_roots
from tests.web.authority import Authority

BAD = BEGIN + b"\nAAAA\n-----END CERTIFICATE-----\n"


def test_the_systems_roots_or_certifis_are_found() -> None:
    assert isinstance(trusted_roots(), Store)


def test_a_root_that_cannot_be_read_takes_no_other_with_it(
    authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    bundle = b"# a comment\n" + BAD + authority.root.pem + BAD + authority.middle.pem
    with caplog.at_level(logging.WARNING):
        assert readable(bundle) == [authority.root.certificate, authority.middle.certificate]
    assert len(caplog.records) == 2


def test_every_root_of_certifi_can_be_read() -> None:
    bundle = Path(certifi.where()).read_bytes()
    assert len(readable(bundle)) == bundle.count(BEGIN)


@pytest.mark.parametrize("content", [None, b"", BAD], ids=["no file", "empty", "unreadable"])
def test_where_the_system_has_none_certifis_are_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    system = tmp_path / "system.pem"
    if content is not None:
        system.write_bytes(content)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: SimpleNamespace(cafile=str(system)))
    assert isinstance(trusted_roots(), Store)


def test_where_there_are_none_at_all_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: SimpleNamespace(cafile=None))
    monkeypatch.setattr(certifi, "where", lambda: str(tmp_path / "gone.pem"))
    with pytest.raises(OSError, match="SSL_CERT_FILE"):
        trusted_roots()
