"""The login: everybody is let in, and gets a token that every other request has to carry."""

from __future__ import annotations

import json
import secrets

from flask import Blueprint, Response, jsonify, request

LASTS = 3600
"""Seconds, as Amazon's."""
GRANTS = ("refresh_token", "authorization_code", "client_credentials")


def add_tokens(blueprint: Blueprint) -> None:
    """`POST /auth/o2/token`, as Login with Amazon answers it."""

    @blueprint.post("/auth/o2/token")
    def token() -> Response | tuple[Response, int]:
        if _grant() not in GRANTS:
            told = f"grant_type has to be one of: {', '.join(GRANTS)}"
            return jsonify({"error": "unsupported_grant_type", "error_description": told}), 400
        made = {name: f"{mark}|{secrets.token_urlsafe(24)}" for name, mark in _MARKS.items()}
        return jsonify({**made, "token_type": "bearer", "expires_in": LASTS})


_MARKS = {"access_token": "Atza", "refresh_token": "Atzr"}


def _grant() -> object:
    """Forms are what OAuth says; Amazon's command line sends JSON."""
    if "grant_type" in request.form:
        return request.form["grant_type"]
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None
    return found.get("grant_type") if isinstance(found, dict) else None
