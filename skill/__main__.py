"""The command line: `back-coach say | chat | serve | test | understand | check | review | package | evaluate`."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from skill import __version__
from skill.desk import background

if TYPE_CHECKING:
    from skill.desk.household.home import Home
    from skill.desk.under_test import SkillUnderTest

LOOPBACK = ("127.0.0.1", "::1", "localhost")
TIERS = ("auto", "best", "default")
SLOTS = ("generous", "strict")
OURS = Path("back-coach")
"""The name of this project's own skill, in a folder that is another's."""
PROJECTS = ("ask-resources.json", ".ask/config", "skill-package/skill.json", "skill.json")
"""What tells a folder that is a project of Amazon's command line: one of these."""
GARBAGE = 100_000, 20, 20
"""A command makes hundreds of thousands of objects that all stay, to its end. Looking among them for some that do not
took longer than making them."""
INTERRUPTED = 130
"""The exit code after Ctrl+C, as of every program."""


class WrongCommand(Exception):
    """What was asked for cannot be done. The message says why, and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command, or has a desk in the background run it. Returns 0 for all is well, 1 for problems found, 2 for
    a wrong command.

    Arguments that are given here, and not on the command line, are for this process alone.
    """
    if arguments is None:
        gc.set_threshold(*GARBAGE)
        atexit.register(gc.freeze)
    given = sys.argv[1:] if arguments is None else arguments
    if arguments is not None or not background.is_for_desk(given):
        return _run(given)
    try:
        code = background.handed_over(given)
        if code is not None:
            return code
        code = _run(given)
        call = background.stay(_keep, given) if code == 0 and _keeps(given) else None
    except KeyboardInterrupt:
        return INTERRUPTED
    return _run(call.arguments) if call else code


def _run(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        result: int = options.run(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ModuleNotFoundError as error:
        print(
            f"back-coach {options.command}: {error.name} is not installed; "
            "pip install '.[simulator]' in a checkout of Back Coach",
            file=sys.stderr,
        )
        return 2
    except WrongCommand as error:
        print(f"back-coach {options.command}: {error}", file=sys.stderr)
        return 2
    except import_module("skill.guidance.content").ContentError as error:
        print(f"back-coach {options.command}: {error}", file=sys.stderr)
        return 1
    return result


def _keeps(arguments: list[str]) -> bool:
    """Whether this process can be left as a desk: no code of another skill has been loaded into it."""
    return not _is_foreign(_parser().parse_args(arguments))


def _keep(arguments: list[str]) -> None:
    """Loads what understands people in a command like this, where it has been learnt."""
    if _keeps(arguments):
        options = _parser().parse_args(arguments)
        options.keep(options)


Run = Callable[[argparse.Namespace], int]
Command = Callable[[str, Run, str], argparse.ArgumentParser]
"""Adds a command: its name, what runs it, and what it does in a line."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="back-coach", description="A voice coach for a sore back, on your desk.")
    parser.add_argument("--version", action="version", version=f"back-coach {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Run, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(run=run)
        return sub

    _talking(command)
    _understanding(command)
    _looking_after(command)
    return parser


def _talking(command: Command) -> None:
    """The commands that hold conversations."""
    say = command("say", _say, "hold one conversation, an utterance a turn")
    say.add_argument("text", nargs="*", help="what somebody says, turn by turn")
    say.add_argument("--launch", action="store_true", help="open the skill first, by its name in its language")
    say.add_argument("--json", action="store_true", help="print one JSON object a turn, as POST /say returns it")
    _whose(say)
    _where(say)
    _kept_by(say, _keep_say)
    chat = command("chat", _chat, "talk to the coach, turn by turn; an empty line is silence")
    _whose(chat)
    _where(chat)
    serve = command("serve", _serve, "serve the desk: POST /say, and POST /alexa")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=os.environ.get("PORT"), help="PORT, or 8000 or the next free one")
    serve.add_argument("--unsigned", action="store_true", help="let unsigned requests into /alexa (loopback only)")
    _whose(serve)
    _where(serve)


def _understanding(command: Command) -> None:
    """The commands that tell what people mean, and how well that is understood."""
    understand = command("understand", _understand, "what an utterance means to an interaction model, yours or any")
    understand.add_argument("model", type=Path, metavar="MODEL.json", help="an interaction model as Amazon writes it")
    understand.add_argument("text", nargs="*", help="what somebody says")
    understand.add_argument("--locale", help="that of a model whose name does not say it, as of de-DE.json")
    understand.add_argument("--lines", type=Path, metavar="FILE", help="a file with one utterance a line, as well")
    understand.add_argument("--now", type=_moment, metavar="ISO", help='what "tomorrow" starts from')
    understand.add_argument("--json", action="store_true", help="print one JSON object a line")
    understand.add_argument("--tier", choices=TIERS, default="auto", help="auto is the best that is installed")
    _kept_by(understand, _keep_understand)
    test = command("test", _test, "hold saved conversations again, and tell what is not as recorded")
    test.add_argument("path", nargs="+", type=Path, metavar="FILE|FOLDER", help="conversations as the page saves them")
    test.add_argument("--junit", type=Path, metavar="FILE.xml", help="also write the outcome as JUnit's XML")
    test.add_argument("--accept", action="store_true", help="write what is so now into the files, where it differs")
    test.add_argument("--for-ask", type=Path, metavar="FOLDER", help="only write them for `ask dialog --replay`")
    _whose(test)
    _where(test)
    evaluate = command("evaluate", _evaluate, "measure understanding on labelled utterances")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl", help="or a folder, such as tests/utterances")
    evaluate.add_argument("--tier", choices=TIERS, default="auto", help="auto is the best that is installed")
    _whose(evaluate)
    evaluate.add_argument("--compare", type=Path, metavar="OTHER.html", help="a report of another time to compare with")
    evaluate.add_argument(
        "--report", type=Path, metavar="FILE.html", help="also write a page with the confusion matrix"
    )
    evaluate.add_argument("--mistakes", action="store_true", help="also list every mistake")
    _kept_by(evaluate, _keep_evaluate)


def _looking_after(command: Command) -> None:
    """The commands that look after the content and what is handed out."""
    check = command("check", _check, "check content, interaction model, locales and manifest")
    check.add_argument("--skill", type=Path, metavar="FOLDER", help="the models of another skill, by Amazon's rules")
    check.add_argument("--report", action="store_true", help="also print every text: grade, words, seconds, review")
    review = command("review", _review, "write everything that can be said into one document, to be read and signed")
    review.add_argument("--locale", default="en-US", help="in whose words; en-US if not said")
    review.add_argument("--sign", metavar="PART", help="print the signature of a part instead, such as topic:ice")
    review.add_argument("--name", help="who signs it")
    review.add_argument("--registration", help="and under which number of which register")
    package = command("package", _package, "check everything, then write what Amazon is handed into build/")
    package.add_argument("--python", metavar="PYTHON", help="what writes the byte code: the Python that Lambda runs")


def _port(told: str) -> int:
    """A number that a port can have; 0 is any that is free."""
    if not (told.isdecimal() and int(told) <= 65_535):
        raise argparse.ArgumentTypeError(f"{told!r} is no port; give a number from 0 to 65535")
    return int(told)


def _moment(told: str) -> datetime:
    """A day and a time; of the machine's own zone where it names none."""
    try:
        found = datetime.fromisoformat(told)
        return found if found.tzinfo else found.astimezone()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{told!r} is no day and time; write it like 2026-11-25T10:00:00Z") from None


def _filling(sub: argparse.ArgumentParser) -> None:
    """What fills the slots."""
    sub.add_argument(
        "--slots",
        choices=SLOTS,
        default="generous",
        help="strict: only what a real Echo hands over for certain; generous: all the words somebody said",
    )


def _whose(sub: argparse.ArgumentParser) -> None:
    """Another skill than Back Coach, and how it hears."""
    _filling(sub)
    sub.add_argument("--skill", type=Path, metavar="FOLDER", help=f"another skill's folder or MODEL.json; or {OURS}")
    sub.add_argument("--locale", help="the one to speak; and that of a MODEL.json whose name does not say it")
    sub.add_argument("--endpoint", metavar="URL|MODULE:HANDLER|FILE.js", help="where that skill's code is")
    sub.add_argument("--python", metavar="PATH", help="the Python of that skill's own environment, to run it in")
    sub.add_argument("--no-timeout", action="store_true", help="wait for that skill as long as it takes: breakpoints")
    sub.add_argument("--real-aws", action="store_true", help="let that skill call AWS itself, with your credentials")


def _where(sub: argparse.ArgumentParser) -> None:
    """The device, and whose it is."""
    sub.add_argument("--device", metavar="NAME|FILE", help="dot, show-5, show-8, show-10, show-15, spot, tv, or a file")
    sub.add_argument("--no-screen", action="store_true", help="switch the screen of the device off")
    sub.add_argument("--person", type=Path, metavar="FILE", help="who owns it: address, profile, purchases …")


def _home(options: argparse.Namespace) -> Home | None:
    """The home that was described; None for the usual one."""
    if not (options.device or options.person or options.no_screen):
        return None
    from skill.desk.alerts import SCOPES
    from skill.desk.household import device_model, home, person

    model = device_model.device_model(options.device, WrongCommand) if options.device else device_model.usual()
    owner = person.person(options.person, WrongCommand, tuple(SCOPES)) if options.person else person.usual()
    return home.Home(model, not options.no_screen, owner)


def _kept_by(sub: argparse.ArgumentParser, keep: Callable[[argparse.Namespace], None]) -> None:
    """A desk in the background may do it, for which `keep` loads what it takes."""
    sub.set_defaults(keep=keep)
    sub.add_argument(background.WITHOUT, action="store_true", help="do not leave or use a desk in the background")


def _skill(options: argparse.Namespace) -> SkillUnderTest | None:
    """The skill that was named, or whose project this is; None for Back Coach."""
    if not _is_foreign(options):
        if options.python or options.no_timeout or options.real_aws:
            raise WrongCommand("--python, --no-timeout and --real-aws are for another skill; name it with --skill")
        if options.locale and options.command not in ("say", "chat"):
            raise WrongCommand("--locale is for another skill here, Back Coach speaks all of its own; leave it out")
        return None
    from skill.desk.under_test import foreign

    try:
        return foreign.named(
            options.skill, options.endpoint, options.python, options.no_timeout, options.real_aws, options.locale, _told
        )
    except foreign.WRONG as error:
        raise WrongCommand(error) from None


def _skill_or_model(options: argparse.Namespace) -> SkillUnderTest | None:
    """The same where understanding alone is measured, which needs no code."""
    from skill.desk.under_test import foreign

    try:
        return _skill(options)
    except WrongCommand:
        if options.endpoint or not _is_foreign(options):
            raise
    try:
        return foreign.model_alone(options.skill, options.locale, _told)
    except foreign.WRONG as error:
        raise WrongCommand(error) from None


def _told(words: str) -> None:
    """What somebody should know who reads the output of a command, beside it."""
    print(f"back-coach: {words}", file=sys.stderr)


def _is_foreign(options: argparse.Namespace) -> bool:
    """Whether another skill is meant: one that is named, or that whose project one stands in."""
    if "skill" not in options or options.skill == OURS:
        return False
    here = Path.cwd()
    is_ours = here == Path(__file__).resolve().parents[1]
    is_project = not is_ours and any((here / each).is_file() for each in PROJECTS)
    return bool(options.skill or options.endpoint) or is_project


def _say(options: argparse.Namespace) -> int:
    from skill.desk import terminal

    if not (options.text or options.launch):
        raise WrongCommand("nothing is said; give a sentence in quotes, or --launch")
    skill, home = _skill(options), _home(options)
    return terminal.say(options.text, options.locale, options.json, skill, options.slots, options.launch, home)


def _keep_say(options: argparse.Namespace) -> None:
    from skill.desk import terminal

    terminal.keep(options.locale)


def _chat(options: argparse.Namespace) -> int:
    from skill.desk import chat

    return chat.chat(options.locale, _skill(options), options.slots, _home(options))


def _serve(options: argparse.Namespace) -> int:
    if options.unsigned and options.host not in LOOPBACK:
        print(
            f"back-coach serve: --unsigned is refused on {options.host}: anybody could talk to the skill; "
            "use --host 127.0.0.1",
            file=sys.stderr,
        )
        return 2
    from skill.desk import serving

    home = _home(options)
    return serving.serve(options.host, options.port, options.unsigned, _skill(options), options.slots, home)


def _understand(options: argparse.Namespace) -> int:
    from skill.desk import explaining

    said = list(options.text)
    if options.lines:
        try:
            said += options.lines.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongCommand(f"--lines {options.lines}: cannot be read ({error}); name a text file") from None
    elif not said:
        raise WrongCommand("nothing is said; give a sentence in quotes, or --lines FILE")
    return explaining.explain(options.model, said, options.tier, options.json, options.now, options.locale)


def _test(options: argparse.Namespace) -> int:
    from skill.desk.conversations import command
    from skill.desk.serving import desk_of

    skill, home = _skill(options), _home(options)
    desk = lambda: desk_of(skill, "none", options.slots, home)  # noqa: E731
    return command.test(options.path, desk, options.junit, options.accept, options.for_ask)


def _keep_understand(options: argparse.Namespace) -> None:
    from skill.desk import explaining

    explaining.keep(options.model, options.tier, options.locale)


def _check(options: argparse.Namespace) -> int:
    from skill.building import text_report
    from skill.building.check import of_skill, problems
    from skill.understanding import ModelError

    if options.report:
        text_report.run()
    try:
        looked, found, notes = of_skill(options.skill) if options.skill else ("all of Back Coach", problems(), [])
    except ModelError as error:
        raise WrongCommand(error) from None
    for problem in found:
        print(problem)
    for note in notes:
        print(f"worth a look: {note}")
    print(f"{len(found)} problems" if found else f"all is well: {looked}")
    return 1 if found else 0


def _review(options: argparse.Namespace) -> int:
    from skill.building import review

    if options.sign is None:
        return review.run(Path("build"), options.locale)
    if not (options.name and options.registration):
        raise WrongCommand("--sign goes with --name and --registration: who signs, and under which number")
    return review.sign(options.sign, options.name, options.registration)


def _package(options: argparse.Namespace) -> int:
    from skill.building import package

    return package.run(Path("build"), options.python)


def _evaluate(options: argparse.Namespace) -> int:
    from skill.desk import evaluation, serving

    skill = _skill_or_model(options)
    on = (lambda: serving.desk_of(skill, "none", options.slots)) if skill else None
    return evaluation.run(
        options.file, options.mistakes, options.report, options.tier, options.compare, options.slots, on
    )


def _keep_evaluate(options: argparse.Namespace) -> None:
    from skill.desk import evaluation

    evaluation.keep(options.tier)


if __name__ == "__main__":
    sys.exit(main())
