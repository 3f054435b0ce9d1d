"""A store in DynamoDB, for AWS Lambda. The table's key is `id`, a string; its time to live is `expires`.

Amazon's adapter for the SDK puts a record into one attribute, out of reach of the table's time to live, writes without
a condition, and connects when it is imported. This one is as thin, and does none of that.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any

from skill.alexa.memory.store import AHEAD_SECONDS, Store
from skill.dialogue.record import Item

CONNECT_SECONDS, READ_SECONDS = 0.8, 1.0
"""How long one try may take. There are two."""

LATER = "#version <= :version AND (expires <= :expires OR expires > :ahead)"
"""`skill.alexa.memory.store.wins`, for DynamoDB. What is kept stands left, what is written right."""


class DynamoDBStore(Store):
    """Records in a table, one attribute each. The client is made when it is first needed.

    Region, endpoint and credentials come from the environment, as with all of Amazon's tools.
    """

    def __init__(self, table: str) -> None:
        self.table = table

    @cached_property
    def client(self) -> Any:
        """The client of DynamoDB."""
        import boto3
        from botocore.config import Config

        limits = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 2, "mode": "standard"},
        )
        return boto3.session.Session().client("dynamodb", config=limits)

    def read(self, key: str) -> Item | None:
        found = self.client.get_item(TableName=self.table, Key={"id": {"S": key}}, ConsistentRead=True).get("Item")
        return {name: plain(value) for name, value in found.items() if name != "id"} if found else None

    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        values = {
            ":version": item["version"],
            ":expires": item["expires"],
            ":ahead": item["expires"] + AHEAD_SECONDS,
        }
        # where the condition does not hold, what is there is later, or nothing is there to renew
        with suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.client.put_item(
                TableName=self.table,
                Item={"id": {"S": key}, **{name: typed(value) for name, value in item.items()}},
                ConditionExpression=LATER if renews else f"attribute_not_exists(id) OR ({LATER})",
                ExpressionAttributeNames={"#version": "version"},
                ExpressionAttributeValues={name: typed(value) for name, value in values.items()},
            )

    def delete(self, key: str) -> None:
        self.client.delete_item(TableName=self.table, Key={"id": {"S": key}})

    def expire(self, key: str, now: int) -> None:
        # the table's own time to live may take days
        with suppress(self.client.exceptions.ConditionalCheckFailedException):
            self.client.delete_item(
                TableName=self.table,
                Key={"id": {"S": key}},
                ConditionExpression="expires <= :now",
                ExpressionAttributeValues={":now": typed(now)},
            )


def typed(value: Any) -> dict[str, Any]:
    """A value of a record as DynamoDB wants it."""
    match value:
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case list() | tuple():
            return {"L": [typed(each) for each in value]}
    return {"S": str(value)}


def plain(value: dict[str, Any]) -> Any:
    """A value of DynamoDB as it is in a record: numbers are whole ones."""
    match value:
        case {"N": number}:
            return int(number)
        case {"L": values}:
            return [plain(each) for each in values]
        case {"BOOL": known}:
            return bool(known)
    return value.get("S")
