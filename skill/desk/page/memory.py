"""What the skill on the desk remembers of the pretend device's owner: to look at, and to delete."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from skill.alexa.memory.store import Store, key_of_user
from skill.desk.alexa_request import USER_ID

Answer = Response | tuple[Response, int]


def memory_blueprint(store: Store | None) -> Blueprint:
    """`/memory`. Without a store there is nothing to see."""
    memory = Blueprint("memory", __name__)

    @memory.get("/memory")
    def show() -> Answer:
        return jsonify({"keeps": store is not None, "record": store.read(key_of_user(USER_ID)) if store else None})

    @memory.delete("/memory")
    def forget() -> Answer:
        if store:
            store.delete(key_of_user(USER_ID))
        return jsonify({"keeps": store is not None, "record": None})

    @memory.errorhandler(Exception)
    def away(error: Exception) -> Answer:
        return jsonify(
            {"error": f"the memory cannot be reached ({error}); see docs/hosting.md for BACK_COACH_MEMORY"}
        ), 503

    return memory
