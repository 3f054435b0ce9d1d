"""Every store does the same: what it promises, asked of each of them."""

from __future__ import annotations

import multiprocessing
import runpy
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_core.exceptions import PersistenceException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill_builder import CustomSkillBuilder

from skill.alexa.memory import user_record
from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.memory.setting import VARIABLE, chosen_store, store_at
from skill.alexa.memory.sqlite import SQLiteStore
from skill.alexa.memory.store import Store, key_of
from skill.dialogue.record import KEYS, VERSION
from tests.memory import servers
from tests.memory.requests import ANN, BOB, Talk, item, later, request
from tests.memory.requests import request as person
from tests.test_rooms import ROOT

Make = Callable[[], Store]


@pytest.fixture(scope="module")
def dynalite() -> Iterator[Any]:
    with servers.dynalite() as address, pytest.MonkeyPatch.context() as patch:
        yield client_of(address, patch)


@pytest.fixture(scope="module")
def dynamodb_local() -> Iterator[Any]:
    with servers.dynamodb_local() as address, pytest.MonkeyPatch.context() as patch:
        yield client_of(address, patch)


def client_of(address: str, patch: pytest.MonkeyPatch) -> Any:
    """The store's own client for a server, with the table as docs/hosting.md describes it."""
    pytest.importorskip("boto3", reason="boto3 is not installed; pip install -e '.[dynamodb]'")
    from skill.alexa.memory.dynamodb import DynamoDBStore

    for name, value in {**servers.ACCOUNT, "AWS_ENDPOINT_URL_DYNAMODB": address}.items():
        patch.setenv(name, value)
    patch.setattr("skill.alexa.memory.dynamodb.READ_SECONDS", servers.PATIENCE_SECONDS)  # a busy machine may be slow
    client = DynamoDBStore(servers.TABLE).client
    with suppress(client.exceptions.ResourceInUseException):  # its first try was only slow
        client.create_table(
            TableName=servers.TABLE,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    client.get_waiter("table_exists").wait(TableName=servers.TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 9})
    return client


@pytest.fixture(
    params=[
        "in_memory",
        "sqlite",
        *(pytest.param(each, marks=pytest.mark.thorough) for each in ("dynalite", "dynamodb_local")),
    ]
)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes stores that share one place, as the processes of one skill do."""
    if request.param == "in_memory":
        only = InMemoryStore()
        return lambda: only
    if request.param == "sqlite":
        return lambda: SQLiteStore(tmp_path / "memory.sqlite3")
    client = request.getfixturevalue(request.param)
    from skill.alexa.memory.dynamodb import DynamoDBStore

    def on_dynamodb() -> Store:
        store = DynamoDBStore(servers.TABLE)
        store.client = client
        return store

    for user in (ANN, BOB):
        on_dynamodb().delete_attributes(person(user))
    return on_dynamodb


def test_what_is_saved_is_found_as_it_was(make: Make) -> None:
    make().save_attributes(request(), item())
    found = make().get_attributes(request())
    assert found == item()
    assert set(found) == set(KEYS)
    assert {key: type(value) for key, value in found.items()} == {key: type(value) for key, value in item().items()}


def test_nothing_saved_is_nothing_found(make: Make) -> None:
    assert make().get_attributes(request()) == {}
    make().delete_attributes(request())


def test_a_record_without_steps_or_reminders(make: Make) -> None:
    bare = item(steps=[], at=0, began="", trend="", week=0, reminders=[])
    make().save_attributes(request(), bare)
    assert make().get_attributes(request()) == bare


def test_people_are_kept_apart(make: Make) -> None:
    make().save_attributes(request(ANN), item(at=1))
    make().save_attributes(request(BOB), item(at=3))
    make().delete_attributes(request(ANN))
    assert make().get_attributes(request(ANN)) == {}
    assert make().get_attributes(request(BOB)) == item(at=3)


def test_it_is_over_after_thirty_days_and_not_before(make: Make) -> None:
    make().save_attributes(request(), item())
    assert make().get_attributes(request(at=later(days=30, seconds=-1))) == item()
    assert make().get_attributes(request(at=later(days=30))) == {}


def test_the_later_step_wins_however_late_it_arrives(make: Make) -> None:
    make().save_attributes(request(), item(at=1))
    make().renew_attributes(request(at=later(seconds=20)), item(at=3, when=later(seconds=20)))
    make().renew_attributes(request(at=later(seconds=10)), item(at=2, when=later(seconds=10)))
    assert make().get_attributes(request())["at"] == 3
    make().renew_attributes(request(at=later(seconds=30)), item(at=0, when=later(seconds=30)))
    assert make().get_attributes(request())["at"] == 0


def test_in_the_same_second_the_last_to_arrive_wins(make: Make) -> None:
    make().save_attributes(request(), item(at=3))
    make().renew_attributes(request(), item(at=2))
    assert make().get_attributes(request())["at"] == 2


def test_a_clock_that_ran_ahead_does_not_win_for_ever(make: Make) -> None:
    make().save_attributes(request(at=later(days=2)), item(at=3, when=later(days=2)))
    make().renew_attributes(request(), item(at=1))
    assert make().get_attributes(request())["at"] == 1


def test_a_conversation_under_way_does_not_bring_back_who_was_forgotten(make: Make) -> None:
    make().save_attributes(request(), item(at=1))
    make().delete_attributes(request())
    make().renew_attributes(request(at=later(seconds=5)), item(at=2, when=later(seconds=5)))
    assert make().get_attributes(request()) == {}
    make().save_attributes(request(at=later(seconds=9)), item(at=2, when=later(seconds=9)))
    assert make().get_attributes(request())["at"] == 2


def test_a_record_of_a_later_version_is_left_alone(make: Make) -> None:
    unknown = item(version=VERSION + 1, pace="slow")
    make().save_attributes(request(), unknown)
    make().save_attributes(request(at=later(hours=1)), item(when=later(hours=1)))
    make().renew_attributes(request(at=later(hours=1)), item(when=later(hours=1)))
    assert make().get_attributes(request()) == unknown
    make().delete_attributes(request())  # somebody who wants to be forgotten is
    assert make().get_attributes(request()) == {}


def test_a_request_that_names_nobody_is_refused(make: Make) -> None:
    with pytest.raises(PersistenceException, match="no user"):
        make().save_attributes(request(user=None), item())


def test_many_threads_at_once_leave_one_whole_record(make: Make) -> None:
    make().save_attributes(request(), item(at=0))
    shared, failed = make(), []

    def go(number: int) -> None:
        try:
            when = later(seconds=number)
            shared.renew_attributes(request(at=when), item(at=number % 4, when=when))
            assert shared.get_attributes(request())["version"] == VERSION
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(1, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert shared.get_attributes(request()) == item(at=24 % 4, when=later(seconds=24))


def test_it_is_a_persistence_adapter_of_the_sdk(make: Make) -> None:
    from ask_sdk_core.attributes_manager import AttributesManager

    store = make()
    assert isinstance(store, AbstractPersistenceAdapter)
    manager = AttributesManager(request(), store)
    manager.persistent_attributes = item()
    manager.save_persistent_attributes()
    assert AttributesManager(request(), store).persistent_attributes == item()
    manager.delete_persistent_attributes()
    assert AttributesManager(request(), store).persistent_attributes == {}
    assert CustomSkillBuilder(persistence_adapter=store).skill_configuration.persistence_adapter is store
    assert DefaultSerializer().serialize(item()) == item()


def test_the_function_on_lambda_remembers(dynalite: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_record, "STORE_SECONDS", 30)  # a busy machine is not what is looked at here
    monkeypatch.setenv(VARIABLE, f"dynamodb://{servers.TABLE}")
    function = ROOT / "lambda" / "lambda_function.py"
    monkeypatch.syspath_prepend(str(function.parent))
    said = ["RememberMeIntent", "ReportPainIntent", "AMAZON.NoIntent", "AMAZON.NoIntent", "NotSureIntent"]
    others = dynalite.scan(TableName=servers.TABLE)["Items"]
    first = Talk(skill=runpy.run_path(str(function))["SKILL"])
    for intent in [*said, "AMAZON.NextIntent"]:
        first.hear(intent)
    again = Talk(skill=runpy.run_path(str(function))["SKILL"], at=later(days=1))
    assert "Day two." in again.hear("LaunchRequest")
    assert "Shall I delete" in again.hear("ForgetMeIntent")
    assert "deleted" in again.hear("AMAZON.YesIntent")
    assert dynalite.scan(TableName=servers.TABLE)["Items"] == others


def test_a_server_that_is_not_there_ends_no_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("boto3", reason="boto3 is not installed; pip install -e '.[dynamodb]'")
    nobody = f"http://127.0.0.1:{servers.free_port()}"
    for name, value in {**servers.ACCOUNT, "AWS_ENDPOINT_URL_DYNAMODB": nobody}.items():
        monkeypatch.setenv(name, value)
    talk = Talk(store_at("dynamodb://table"))
    assert "Back Coach" in talk.hear("LaunchRequest")
    assert "can't reach my memory" in talk.hear("RememberMeIntent")


def test_the_key_tells_nothing_of_the_user_id() -> None:
    key = key_of(request(ANN))
    assert len(key) == 64 and ANN not in key
    assert key == key_of(request(ANN)) != key_of(request(BOB))


def climb(path: Path, first: int, last: int) -> None:
    """One of several processes: takes every second step, at its own time."""
    store = SQLiteStore(path)
    for number in range(first, last, 2):
        when = later(seconds=number)
        store.renew_attributes(request(at=when), item(at=number % 4, when=when))


def test_several_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    SQLiteStore(path).save_attributes(request(), item(at=0))
    context = multiprocessing.get_context("spawn")
    climbing = [context.Process(target=climb, args=(path, first, 80)) for first in (1, 2)]
    for process in climbing:
        process.start()
    for process in climbing:
        process.join()
    assert [process.exitcode for process in climbing] == [0, 0]
    assert SQLiteStore(path).get_attributes(request()) == item(at=79 % 4, when=later(seconds=79))


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "data" / "memory.sqlite3")
    store.save_attributes(request(), item())
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
    assert modes and set(modes.values()) == {0o600}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_nothing_of_who_was_forgotten_is_left_in_the_files(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "memory.sqlite3")
    store.save_attributes(request(BOB), item())
    store.save_attributes(request(ANN), item(reminders=["a-token-of-ann"]))
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key_of(request(ANN)).encode() in raw and b"a-token-of-ann" in raw
    store.delete_attributes(request(ANN))
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key_of(request(ANN)).encode() not in raw and b"a-token-of-ann" not in raw
    assert key_of(request(BOB)).encode() in raw


def test_what_has_expired_goes_when_it_is_asked_for(make: Make) -> None:
    make().save_attributes(request(ANN), item())
    make().save_attributes(request(BOB, at=later(days=20)), item(when=later(days=20)))
    assert make().get_attributes(request(ANN, at=later(days=31))) == {}
    assert make().read(key_of(request(ANN))) is None
    assert make().read(key_of(request(BOB)))
    make().expire(key_of(request(BOB)), 0)
    assert make().read(key_of(request(BOB)))


def test_what_has_expired_goes_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.sqlite3"
    SQLiteStore(path).save_attributes(request(ANN, at=later(days=-999)), item(when=later(days=-999)))
    SQLiteStore(path).save_attributes(request(BOB, at=later(days=-998)), item(when=later(days=9999)))
    monkeypatch.setenv(VARIABLE, f"sqlite://{path}")
    store = chosen_store()
    assert isinstance(store, SQLiteStore) and store._connection is None
    assert store.read(key_of(request(ANN))) is None
    assert store.read(key_of(request(BOB)))


def test_nothing_is_made_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"sqlite://{tmp_path / 'memory.sqlite3'}")
    assert chosen_store()
    assert list(tmp_path.iterdir()) == []


def spoil(path: Path, kept: int) -> None:
    """All of a file but its first bytes is something else."""
    content = path.read_bytes()
    path.write_bytes(content[:kept] + b"no database " * (len(content) // 12))


@pytest.mark.parametrize("kept", [0, 100, 4096], ids=["from the first byte", "after the head", "after the first page"])
def test_a_spoilt_file_is_set_aside_and_a_new_one_begun(
    tmp_path: Path, kept: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "memory.sqlite3"
    before = SQLiteStore(path)
    before.save_attributes(request(ANN), item())
    before.close()
    spoil(path, kept)
    store = SQLiteStore(path)
    with suppress(sqlite3.DatabaseError):  # where that is seen late, one turn goes without
        store.save_attributes(request(BOB), item())
    store.save_attributes(request(BOB), item())
    assert store.get_attributes(request(BOB)) == item()
    assert store.get_attributes(request(ANN)) == {}
    (aside,) = tmp_path.glob("memory.sqlite3.spoilt-*")
    assert str(aside) in caplog.text
    store.tidy(int(time.time()))
    assert aside.exists()
    store.tidy(int(time.time()) + 31 * 24 * 3600)
    assert not aside.exists()


def test_who_sees_too_late_that_a_file_was_spoilt_leaves_the_new_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    first, second = SQLiteStore(path), SQLiteStore(path)
    for store in (first, second):
        store.save_attributes(request(ANN), item())
    error = sqlite3.DatabaseError()
    error.sqlite_errorname = "SQLITE_CORRUPT"
    assert first._was_set_aside(error)
    first.save_attributes(request(BOB), item())
    assert second._was_set_aside(error)
    assert second.get_attributes(request(BOB)) == item()
    assert len(list(tmp_path.glob("*.spoilt-*[0-9]"))) == 1


def test_what_has_expired_goes_when_somebody_else_is_kept(tmp_path: Path) -> None:
    for store in (SQLiteStore(tmp_path / "memory.sqlite3"), InMemoryStore()):
        store.save_attributes(request(ANN), item())
        store.save_attributes(request(BOB, at=later(days=31)), item(when=later(days=31)))
        assert store.read(key_of(request(ANN))) is None


def test_a_child_of_a_process_opens_the_file_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SQLiteStore(tmp_path / "memory.sqlite3")
    store.save_attributes(request(), item())
    before: Any = store._connection
    monkeypatch.setattr("os.getpid", lambda: -1)  # as after a fork
    assert store.get_attributes(request()) == item()
    assert store._connection is not before
    before.close()
    store.close()
