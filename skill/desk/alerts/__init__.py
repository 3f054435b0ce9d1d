"""Pretend services of Alexa's: timers and reminders in virtual time, progressive responses, and what they tell of a
person: settings, address, profile, purchases.

What to use::

    service = AlertsService(Clock(), "America/New_York", Permissions({"timers": "granted"}), locale="en-US")
    find = {service.token: service}.get       # from the apiAccessToken of a request to its device

    InProcessApiClient(find)                  # for CustomSkillBuilder(api_client=...), no network
    blueprint.alerts_blueprint(find)          # the same over HTTP; a module of its own, for it needs Flask

    service.advance(900)                      # move the clock; a list of what rang or was announced (Fired)
    service.due()                             # the same without moving it: what fired since last asked
    service.alerts()                          # what there is, as POST /say shows it
    service.permissions.set("timers", "granted")                     # what the person answered
    service.faults.switch_on("create_timer", Fails(500), times=1)    # or Late, Silent, Nonsense
    service.progressive_speech()              # what was spoken before the skill's answer
    service.calls()                           # every call that the skill made, and why those were refused that were

Timers and reminders are made, changed and deleted only through the API, as on a real device.

What is Amazon's and what is ours: docstrings say "documented" for what Amazon's pages or its SDK say,
"assumed" where they were silent or could not be read. Not simulated: tokens for use outside a session, the
person's own timers, reminder events, a request limit (switch on `Fails(429)`), and how long a timer rings.
"""

from skill.desk.alerts.calls import ServiceCall
from skill.desk.alerts.clock import Clock
from skill.desk.alerts.faults import Fails, Faults, Late, Nonsense, Silent
from skill.desk.alerts.fired import Fired
from skill.desk.alerts.permissions import SCOPES, Permissions
from skill.desk.alerts.rest import InProcessApiClient
from skill.desk.alerts.service import AlertsService

__all__ = [
    "SCOPES",
    "AlertsService",
    "Clock",
    "Fails",
    "Faults",
    "Fired",
    "InProcessApiClient",
    "Late",
    "Nonsense",
    "Permissions",
    "ServiceCall",
    "Silent",
]
