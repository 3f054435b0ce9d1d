"""What the skill on the desk remembers of the pretend device's owner: to look at, and to delete."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.alexa.memory.store import Store, key_of_user
from skill.desk.alexa_request import USER_ID
from skill.desk.loopback import is_loopback

Answer = Response | tuple[Response, int]


def memory_blueprint(store: Store | None) -> Blueprint:
    """`/memory`. Without a store there is nothing to see."""
    memory = Blueprint("memory", __name__)

    @memory.before_request
    def only_here() -> None:
        if not is_loopback(request.remote_addr or ""):
            abort(403, "what is remembered is shown on this machine only")

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
        if isinstance(error, HTTPException):  # the guard's word, and no fault of the memory
            return jsonify({"error": error.description}), error.code or 500
        return jsonify(
            {"error": f"the memory cannot be reached ({error}); see docs/hosting.md for BACK_COACH_MEMORY"}
        ), 503

    return memory
