"""The skill on the desk, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.services import ApiClient

from skill.alexa.memory.store import Store
from skill.desk.alexa_request import SKILL_ID
from skill.desk.exchange import Skill, SkillFailed, tells_nothing
from skill.desk.household.purchases import Product, of_skill
from skill.desk.trace import Decided
from skill.desk.under_test.child import ChildHandler
from skill.desk.under_test.conversations import not_simulated
from skill.desk.under_test.manifest import Manifest
from skill.desk.under_test.models import DEFAULT_LOCALE, Models, has_locale
from skill.desk.under_test.own_python import own_python
from skill.desk.under_test.project import CODE
from skill.desk.under_test.python_handler import USUAL_NAMES, LibraryMissing, PythonHandler, importable
from skill.desk.under_test.remote import RemoteSkill
from skill.desk.under_test.running import Running
from skill.desk.under_test.skill_id import skill_id
from skill.json_reader import Json
from skill.understanding import ModelError


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
    id: str = SKILL_ID
    """What its requests are for."""
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


NODE = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_RUNNERS = files(__package__)


def any_skill(
    models: Path,
    endpoint: str,
    changed: Callable[[str], None] = lambda words: None,
    running: Running | None = None,
    locale: str | None = None,
) -> SkillUnderTest:
    """Anybody's skill. `models`: its folder, or a model's file. `endpoint`: a URL, `module:handler`, or a file of Node
    or TypeScript. `locale`: the one to speak where nobody says which, and that of a file whose name does not say it.

    `changed` is told of the files that are read again, and of what the desk does without: a locale or a manifest that
    cannot be used, dialogs of Alexa Conversations. Raises ModelError and SkillFailed: what is wrong with either.
    """
    models, running = models.resolve(), running or Running()
    found = _usable(Models.found(models, changed, locale), changed)
    if locale is None and not (models.is_dir() or has_locale(models)):
        changed(f"{models.name} is taken for {DEFAULT_LOCALE}, as its name says no locale; say which with --locale")
    manifest = _manifest(models, changed)
    folder = models if models.is_dir() else models.parent
    if models.is_dir() and (told := not_simulated(models, manifest)):
        changed(told)
    id = skill_id(folder, _code_of(endpoint, folder))
    made = partial(SkillUnderTest, found, manifest=manifest, products=partial(of_skill, folder), id=id)
    if endpoint.startswith(("http://", "https://")):
        remote = RemoteSkill(endpoint, running.seconds)
        return made(lambda client: remote)
    file, _, name = endpoint.rpartition(":") if ":" in endpoint else (endpoint, "", "handler")
    if file.endswith(NODE):
        child = _node(_file(file, folder), name, running, changed)
        return made(lambda client: child)
    if running.python:
        child = _python(endpoint, folder, running, changed)
        return made(lambda client: child)
    try:
        return made(PythonHandler(endpoint, folder, changed, running).reaching)
    except LibraryMissing as missing:
        if (own := own_python(folder)) is None:
            raise
        changed(f"{str(missing).partition(',')[0]}, which is not installed here: it runs in {own}")
        child = _python(endpoint, folder, replace(running, python=own), changed)
        return made(lambda client: child)


def _code_of(endpoint: str, folder: Path) -> Path:
    """The folder that a skill's code is in, as far as its endpoint tells."""
    file, _, _ = endpoint.rpartition(":") if ":" in endpoint else (endpoint, "", "")
    tried = [Path(file), *((folder / place) / file for place in CODE)]
    found = next((each.resolve().parent for each in tried if "/" in file and each.is_file()), folder)
    return found if folder not in found.parents else folder


def _manifest(models: Path, changed: Callable[[str], None]) -> Manifest:
    """The manifest. One that cannot be read is told of, and the skill is called as its model says."""
    try:
        return Manifest.found(models)
    except ModelError as error:
        changed(f"{error} (until then the desk does without it)")
        return Manifest()


def _usable(found: Models, changed: Callable[[str], None]) -> Models:
    """The models, those that cannot be used told of. Raises ModelError where that is all of them."""
    wrong: dict[str, ModelError] = {}
    for asked in found.preferred:
        found.of(asked)
    for locale in found.locales:
        try:
            found.of(locale)  # what is wrong with a model is better told now than in the middle of a conversation
        except ModelError as error:
            wrong[locale] = error
    if len(wrong) == len(found.locales):
        raise next(iter(wrong.values()))
    for locale, flaw in wrong.items():
        changed(f"{flaw} (until then the desk does without {locale})")
    found.preferred = found.preferred or [locale for locale in found.locales if locale not in wrong]
    return found


def _node(file: Path, name: str, running: Running, changed: Callable[[str], None]) -> ChildHandler:
    command = ["node", str(_RUNNERS / "lambda_runner.js"), str(file), name, _seconds(running)]
    return ChildHandler(command, file.parent, f"{file.name}:{name}", running, changed)


def _python(endpoint: str, folder: Path, running: Running, changed: Callable[[str], None]) -> ChildHandler:
    """A handler in the skill's own Python, which Lambda's folder of the code is looked up for."""
    module, _, name = endpoint.rpartition(":") if ":" in endpoint else (endpoint, "", USUAL_NAMES[0])
    if module.endswith(".py"):
        code, module = importable(_file(module, folder))
    else:
        top = module.partition(".")[0]
        places = [(folder / each).resolve() for each in CODE] + [Path.cwd()]
        code = next((it for it in places if (it / f"{top}.py").is_file() or (it / top).is_dir()), places[-1])
    assert running.python
    command = [running.python, "-u", str(_RUNNERS / "lambda_runner.py"), module, name, str(code), _seconds(running)]
    return ChildHandler(command, code, f"{module}:{name}", running, changed)


def _seconds(running: Running) -> str:
    return "none" if running.seconds is None else str(running.seconds)


def _file(named: str, folder: Path) -> Path:
    """A file of code, as it was named: from here, or from one of the places that a project has for it."""
    tried = [Path(named), *((folder / place) / named for place in CODE)]
    found = next((each for each in tried if each.is_file()), None)
    if found is None:
        raise SkillFailed(f"--endpoint: there is no file {named}; give it as path/to/file:handler")
    return found.resolve()
