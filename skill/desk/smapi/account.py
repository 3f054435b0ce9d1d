"""What the pretend developer account holds: skills by id, all of them the one skill on the desk."""

from __future__ import annotations

from functools import partial

from skill.desk.desk import Desk
from skill.desk.registry import Registry
from skill.desk.sessions import Sessions
from skill.desk.smapi import fields
from skill.desk.smapi.builds import Builds
from skill.desk.smapi.listening import Listener
from skill.desk.smapi.protocol import NotFound, Refused
from skill.desk.smapi.state import AnnotationSet, Evaluation, Profiled
from skill.desk.under_test import LocaleModel
from skill.json_reader import Json
from skill.understanding import EncoderError, ModelError


class OneSkill:
    """What belongs to one skill id: its device, and what was tried with it."""

    def __init__(self, sessions: Sessions, endpoint: str) -> None:
        self._make = partial(Listener, sessions, endpoint)
        self.simulations: Registry[Json] = Registry("simulation")
        self.dialogs: Registry[Profiled] = Registry("multiTurnToken")
        self.annotation_sets: Registry[AnnotationSet] = Registry("annotation set")
        self.evaluations: Registry[Evaluation] = Registry("evaluation")
        self.is_enabled = True
        self.listener = self._make()

    def enable(self, wished: bool) -> None:
        """Switches the skill on or off. Off, its device forgets permissions and timers, as Alexa does."""
        if wished != self.is_enabled:
            self.listener = self._make()
        self.is_enabled = wished


class Account:
    """Everything the Skill Management API knows, in memory and for as long as the desk is served."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self.models = desk.skill.models
        self.builds = Builds(self.models)
        self.manifest = desk.skill.manifest.raw or _manifest(desk)
        self.call = desk.invoke
        self._sessions = sessions
        self._skills: Registry[OneSkill] = Registry("skill")

    @property
    def endpoint(self) -> str:
        """Where the manifest says that the skill is."""
        try:
            return str(self.manifest["manifest"]["apis"]["custom"]["endpoint"]["uri"])
        except (KeyError, TypeError):
            return "the desk"

    def ids(self) -> list[str]:
        """The skill ids that were used so far."""
        return [id for id, _ in self._skills.all()]

    def skill(self, id: str) -> OneSkill:
        """The skill of an id. Raises BadRequest for what is no id."""
        made = partial(OneSkill, self._sessions, self.endpoint)
        return self._skills.made(fields.skill_id(id).lower(), made)

    def enabled(self, id: str) -> OneSkill:
        """The same; it has to be enabled. Raises Refused."""
        if not (skill := self.skill(id)).is_enabled:
            raise Refused(403, "The skill is not enabled for testing; enable it first.", "OPERATION_NOT_ALLOWED")
        return skill

    def locale(self, locale: str) -> str:
        """A locale of the skill. Raises NotFound."""
        if locale not in (known := self.models.locales):
            raise NotFound(f"There is no interaction model for {locale!r}; there is one for: {', '.join(known)}.")
        return locale

    def raw(self, locale: str) -> Json:
        """The model of a locale as it is now, as JSON. Raises Refused."""
        try:
            return self.models.raw(self.locale(locale))
        except ModelError as error:
            raise Refused(409, str(error), "PRECONDITION_NOT_MET") from None

    def model(self, locale: str) -> LocaleModel:
        """What people may say in a locale, as it is now, and ready to be used. Raises Refused."""
        try:
            found = self.models.of(self.locale(locale))
            found.understanding  # noqa: B018  made now, so that what is wrong with it is told here
            return found
        except (ModelError, EncoderError) as error:
            raise Refused(409, str(error), "PRECONDITION_NOT_MET") from None


def _manifest(desk: Desk) -> Json:
    """As much of a manifest as Amazon's tools look at, for a skill that came without one."""
    locales = {locale: {"name": desk.skill.name(locale)} for locale in desk.skill.models.locales}
    custom = {"custom": {"endpoint": {"uri": "the desk"}}}
    return {"manifest": {"manifestVersion": "1.0", "apis": custom, "publishingInformation": {"locales": locales}}}
