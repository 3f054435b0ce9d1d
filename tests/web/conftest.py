"""An endpoint that trusts our own authority, and a spy at its parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from ask_sdk_core.skill import CustomSkill
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.alexa import build_skill
from skill.web import create_app
from skill.web.certificates import Certificates
from tests.web.authority import SKILL_ID, URL, Authority, CertificateHost


@dataclass
class Front:
    """The endpoint as the outside meets it, and what the inside saw."""

    client: FlaskClient
    host: CertificateHost
    authority: Authority
    parsed: list[str] = field(default_factory=list)
    """Every text that reached the parser."""

    def post(self, body: bytes, headers: Any = None) -> TestResponse:
        """Posts a body, signed by Alexa unless the headers are given."""
        return self.client.post(
            "/alexa", data=body, headers=self.authority.headers(body) if headers is None else headers
        )


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def skill() -> CustomSkill:
    return build_skill()


@pytest.fixture
def front(authority: Authority, skill: CustomSkill, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    host = CertificateHost({URL: authority.chain})
    certificates = Certificates(fetch=host.fetch, roots=authority.roots)
    app = create_app(skill, skill_id=SKILL_ID, certificates=certificates)
    made = Front(app.test_client(), host, authority)
    reads = skill.serializer.deserialize

    def spy(payload: str, obj_type: Any) -> Any:
        made.parsed.append(payload)
        return reads(payload, obj_type)

    monkeypatch.setattr(skill.serializer, "deserialize", spy)
    yield made
