"""A pretend Skill Management API (SMAPI), so that Amazon's own tools work with the desk and without an account."""

from skill.desk.smapi.blueprint import smapi_blueprint

__all__ = ["smapi_blueprint"]
