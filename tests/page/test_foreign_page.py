"""A page of somebody else, open in the same browser as the desk: what it sends reaches nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import request
from werkzeug.serving import make_server

from skill.alexa.memory.in_memory import InMemoryStore
from skill.desk import alexa_request
from skill.desk.app import create_desk_app
from skill.desk.under_test import back_coach
from tests.web.authority import envelope, intent

PAGE = b"<!doctype html><title>somebody else's</title>"


class Foreign(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def foreign() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Foreign) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        serving.join()


def test_a_foreign_page_drives_nothing_and_forgets_nobody(browser: Any, foreign: str) -> None:
    store, came = InMemoryStore(), []
    app = create_desk_app(unsigned=True, skill=back_coach(store))

    @app.after_request
    def noted(answer: Any) -> Any:
        came.append((request.method, request.path, answer.status_code))
        return answer

    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    forget = envelope(intent("ForgetMeIntent"))
    forget["session"]["user"]["userId"] = forget["context"]["System"]["user"]["userId"] = alexa_request.USER_ID
    send = """async ([desk, body]) => {
        const tries = [["/alexa", "POST", "text/plain"], ["/alexa", "POST", "application/json"],
                       ["/say", "POST", "text/plain"], ["/memory", "DELETE", "text/plain"],
                       ["/replay", "POST", "text/plain"]];
        for (const [path, method, kind] of tries)
            for (const mode of ["no-cors", "cors"])
                await fetch(desk + path, {mode, method, body, headers: {"Content-Type": kind}}).catch(() => null);
        const form = document.createElement("form");
        Object.assign(form, {method: "post", action: desk + "/alexa", enctype: "text/plain"});
        document.body.append(form);
        form.submit();
    }"""
    page = browser.new_page()
    try:
        page.goto(foreign)
        page.evaluate(send, [f"http://127.0.0.1:{server.server_port}", json.dumps(forget)])
        page.wait_for_load_state()
        page.wait_for_timeout(500)
    finally:
        page.close()
        server.shutdown()
        serving.join()
        server.server_close()
    asked = [each for each in came if each[0] != "OPTIONS"]
    assert asked and {status for _, _, status in asked} == {403}
