"""Where the page is: on a port that browsers open, or one is told that they do not."""

from __future__ import annotations

import pytest
from werkzeug.serving import BaseWSGIServer

from skill.desk.serving import serve


@pytest.mark.parametrize(("port", "is_refused"), [(5060, True), (6000, True), (6667, True), (10080, True), (0, False)])
def test_a_port_that_browsers_refuse_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: int, is_refused: bool
) -> None:
    monkeypatch.setattr(BaseWSGIServer, "serve_forever", lambda _: None)
    assert serve("127.0.0.1", port, unsigned=False) == 0
    told = capsys.readouterr().err
    assert (f"browsers refuse to open port {port}" in told) == is_refused
