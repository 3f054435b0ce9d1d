"""The simulator page: talk to the skill in a browser, look at its screen, its alerts, and inside."""

from skill.desk.page.blueprint import page_blueprint
from skill.desk.page.guard import guard

__all__ = ["guard", "page_blueprint"]
