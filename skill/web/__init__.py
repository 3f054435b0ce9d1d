"""Room 3: the public HTTPS endpoint. Is this really Alexa? Then the skill."""

from skill.web.app import create_app

__all__ = ["create_app"]
