"""DynamoDB and S3 on this machine, for a skill that keeps things there. AWS itself is not called unless asked for.

A skill gets credentials of nobody and the address of the stand-in. What it asks for is there: a table or a bucket is
made when it is first used, as it was once made for the skill at Amazon. All of it is forgotten with the desk.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from skill.desk.socket_server import listening, server_on

NOBODY: Mapping[str, str | None] = {
    "AWS_ACCESS_KEY_ID": "desk",
    "AWS_SECRET_ACCESS_KEY": "desk",
    "AWS_SESSION_TOKEN": None,
    "AWS_PROFILE": None,
    "AWS_DEFAULT_PROFILE": None,
    "AWS_ROLE_ARN": None,
    "AWS_WEB_IDENTITY_TOKEN_FILE": None,
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "DYNAMODB_PERSISTENCE_TABLE_NAME": "desk",
    "DYNAMODB_PERSISTENCE_REGION": "us-east-1",
    "S3_PERSISTENCE_BUCKET": "desk",
    "S3_PERSISTENCE_REGION": "us-east-1",
}
"""What a skill of Amazon's own hosting finds in its environment, but for an account."""
ADDRESSES = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_S3")
REFUSED = (
    "this desk does not call AWS: pip install '.[aws]' in a checkout of Back Coach for a DynamoDB and S3 of its own, "
    "or give --real-aws to call your account"
)
LACKING = (
    "this desk does not call AWS, and has DynamoDB and S3 alone of its own: for this service, too, pip install "
    "{needs}, or give --real-aws to call your account"
)

Start = Callable[..., Any]
App = Callable[[dict[str, Any], Start], Iterable[bytes]]


@contextmanager
def stand_in() -> Iterator[dict[str, str | None]]:
    """While this lasts there is one. The environment for a skill that is to use it."""
    with server_on(listening("127.0.0.1"), lambda address: StandIn(), quiet=True) as (server, address):
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield {**NOBODY, **dict.fromkeys(ADDRESSES, address)}
        finally:
            server.shutdown()
            serving.join()


class StandIn:
    """Moto as a web service, loaded when it is first called; without it every call is refused with the reason."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._app: App | None = None

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """A call of some AWS library."""
        with self._lock:
            if self._app is None:
                self._app = _moto()
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            try:
                status, headers, answer = self._called(environ, body)
                if status[:1] == "4" and self._made(environ, body, answer):
                    status, headers, answer = self._called(environ, body)
            except ModuleNotFoundError as error:
                return _refuses(environ, start, LACKING.format(needs=error.name))
        start(status, headers)
        return [answer]

    def _called(self, environ: dict[str, Any], body: bytes) -> tuple[str, list[tuple[str, str]], bytes]:
        told: list[Any] = []
        assert self._app
        asked = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        answer = b"".join(self._app(asked, lambda status, headers, *_: told.extend((status, headers))))
        return told[0], told[1], answer

    def _made(self, environ: dict[str, Any], body: bytes, answer: bytes) -> bool:
        """Whether what was asked for was not there, and is now."""
        if b"NoSuchBucket" in answer:
            bucket = "/" + environ["PATH_INFO"].strip("/").partition("/")[0]
            return (
                self._called({**environ, "REQUEST_METHOD": "PUT", "PATH_INFO": bucket, "QUERY_STRING": ""}, b"")[0][:1]
                == "2"
            )
        if b"ResourceNotFoundException" in answer and (wish := _table(json.loads(body or b"{}"))):
            asked = {**environ, "HTTP_X_AMZ_TARGET": "DynamoDB_20120810.CreateTable"}
            return self._called(asked, json.dumps(wish).encode())[0][:1] == "2"
        return False


def _table(asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """The table that such a call of DynamoDB is for: its key is named in it, or is the usual one."""
    key, item = asked.get("Key"), asked.get("Item") or {}
    named = key or {name: value for name, value in item.items() if name in ("id", "userId", "user_id")}
    if not asked.get("TableName") or not named or len(named) > 2:
        return None
    return {
        "TableName": asked["TableName"],
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": next(iter(value))} for name, value in named.items()
        ],
        "KeySchema": [{"AttributeName": name, "KeyType": "RANGE" if at else "HASH"} for at, name in enumerate(named)],
    }


def _moto() -> App:
    try:
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    except ImportError:
        return _refuses
    found: App = DomainDispatcherApplication(create_backend_app)
    return found


def _refuses(environ: dict[str, Any], start: Start, why: str = REFUSED) -> Iterable[bytes]:
    start("400 Bad Request", [("Content-Type", "application/x-amz-json-1.0")])
    return [json.dumps({"__type": "NotOnThisDesk", "message": why}).encode()]
