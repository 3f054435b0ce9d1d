"""Room 2: how Alexa asks and answers.

Takes Alexa's requests, lets the guidance decide, and answers in speech. Imports the guidance and the Alexa SDK,
never Flask or the simulator. Time, store and API client are passed in.
"""

from skill.alexa import lazy_sdk

lazy_sdk.install()  # before anything of the SDK is imported

from skill.alexa.skill import build_skill, invoke  # noqa: E402

__all__ = ["build_skill", "invoke"]
