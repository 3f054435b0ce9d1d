"""The skill on the desk, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.services import ApiClient

from skill.alexa.memory.store import Store
from skill.desk.exchange import Skill, tells_nothing
from skill.desk.household.purchases import Product, of_skill
from skill.desk.trace import Decided
from skill.desk.under_test.manifest import Manifest
from skill.desk.under_test.models import Models
from skill.desk.under_test.python_handler import PythonHandler
from skill.desk.under_test.remote import RemoteSkill
from skill.json_reader import Json


@dataclass(frozen=True)
class SkillUnderTest:
    """A skill, as far as a desk has to know it."""

    models: Models
    connect: Callable[[ApiClient], Skill]
    """Makes the way to call it. A skill that runs in this process reaches Alexa's services through the client."""
    manifest: Manifest = field(default_factory=Manifest)
    decided: Callable[[Json], Decided] = tells_nothing
    """What an answer tells of what the skill decided."""
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Besides intents: what a conversation can reach, by kind, for the coverage page."""
    speaker: str = "skill"
    """What its lines are marked with in a transcript."""
    greeting: str = ""
    """What the page asks at first; by default merely whom one talks to."""
    starters: Sequence[str] = ()
    """Sentences to begin a conversation with; by default some of the model's own."""
    build: Callable[[ApiClient], CustomSkill] | None = None
    """The skill as an object, where the desk is to answer `POST /alexa` for it as well."""
    remembering: Callable[[Store | None], SkillUnderTest] | None = None
    """The same skill with another memory, where it can be had so."""
    memory: Store | None = None
    """Where the skill keeps what people let it remember, where the desk may look at that and delete it."""

    products: Callable[[str], tuple[Product, ...]] = lambda locale: ()
    """What can be bought inside of it, by locale, where its project says so."""

    def name(self, locale: str) -> str:
        """What the device calls it."""
        return self.manifest.names.get(locale) or self.models.of(locale).model.invocation_name.title() or "The skill"


def any_skill(models: Path, endpoint: str, changed: Callable[[str], None] = lambda words: None) -> SkillUnderTest:
    """Anybody's skill. `models`: its folder, or a model's file. `endpoint`: a URL, or `module:handler`.

    `changed` is told of the files that are read again. Raises ModelError and SkillFailed: what is wrong with either.
    """
    found = Models.found(models, changed)
    for locale in found.locales:
        found.of(locale)  # what is wrong with a model is better told now than in the middle of a conversation
    products = partial(of_skill, models if models.is_dir() else models.parent)
    if endpoint.startswith(("http://", "https://")):
        remote = RemoteSkill(endpoint)
        return SkillUnderTest(found, lambda client: remote, Manifest.found(models), products=products)
    handler = PythonHandler(endpoint, models if models.is_dir() else models.parent, changed)
    return SkillUnderTest(found, handler.reaching, Manifest.found(models), products=products)
