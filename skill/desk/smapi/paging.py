"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request

from skill.desk.smapi import wishes

Json = dict[str, Any]


def paged(rows: Sequence[Any]) -> tuple[list[Any], Json]:
    """The part of a list that this request asks for, and how to get the next."""
    start, most = wishes.page()
    part = list(rows[start : start + most])
    links: Json = {"self": {"href": request.full_path.rstrip("?")}}
    context: Json = {}
    if start + most < len(rows):
        context["nextToken"] = str(start + most)
        query = [(name, each) for name, each in request.args.items(multi=True) if name != "nextToken"]
        links["next"] = {"href": f"{request.path}?{urlencode([*query, ('nextToken', context['nextToken'])])}"}
    return part, {"paginationContext": context, "_links": links}
