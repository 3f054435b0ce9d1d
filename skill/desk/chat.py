"""`back-coach chat`: a conversation at a keyboard. What is typed is said; what begins with a slash is for the desk."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from skill.desk.alerts import SCOPES
from skill.desk.conversations import writing
from skill.desk.conversations.conversation_file import load
from skill.desk.conversations.running import Ran, run
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError
from skill.desk.explanation import explained
from skill.desk.household.home import Home
from skill.desk.serving import desk_of
from skill.desk.terminal import DESK, ECHO, YOU, print_line, print_turn, refused, speakable
from skill.desk.turn_record import Did, TurnRecord
from skill.desk.under_test import SkillUnderTest
from skill.understanding import Slots

SECONDS_BETWEEN_LOOKS = 0.5
LENGTH = re.compile(r"(\d+)\s*([smhd]?)")
SECONDS = {"s": 1, "m": 60, "": 60, "h": 3600, "d": 86400}


def chat(
    locale: str | None,
    skill: SkillUnderTest | None = None,
    slots: Slots = "generous",
    home: Home | None = None,
) -> int:
    """Talks with whoever is at the keyboard until they leave. Returns the exit code.

    What comes from a file or a pipe is printed as `say` prints it; the exit code is then also 1 where the skill failed.
    """
    is_typed = sys.stdin.isatty()
    try:
        with desk_of(skill, "sqlite" if is_typed else "none", slots, home) as desk:
            desk.learns_ahead = is_typed
            talk = Chat(desk, locale, is_typed)
            if is_typed:
                print_line(DESK, "Type what you say; Enter alone is silence, /help lists commands, Ctrl-D leaves.")
                talk.do({"launched": True})
            with talk.ringing():
                read = _prompted(talk.prompt(), talk.learning) if is_typed else _read
                while (read_now := read()) is not None:
                    for line in read_now.removesuffix("\n").split("\n"):  # several where they were pasted
                        talk.take(line)
            if is_typed:
                talk.leave()
            return 1 if talk.has_failed and not is_typed else 0
    except DeskError as error:
        return refused(error)


def _read() -> str | None:
    """The next line of what comes from a file or a pipe; None at its end."""
    line = sys.stdin.readline()
    return line if line else None


def _prompted(session: PromptSession[str], below: Callable[[], str | None]) -> Callable[[], str | None]:
    """Asks for the next line; None where somebody leaves. What is printed meanwhile stands above, and `below` below."""

    def ask() -> str | None:
        while True:
            try:
                with patch_stdout():
                    session.bottom_toolbar, session.refresh_interval = (below, 1.0) if below() else (None, 0.0)
                    return session.prompt(f"{YOU:<6} ")
            except KeyboardInterrupt:  # what was typed is dropped, as in a shell
                print_line(DESK, "(Not said. Ctrl-D leaves.)")
            except EOFError:
                return None

    return ask


class Chat:
    """A device and whoever sits before it, with all that happened so far."""

    def __init__(self, desk: Desk, locale: str | None, is_typed: bool = True) -> None:
        self.desk = desk
        self.echo = desk.echo(locale)
        self.records: list[TurnRecord] = []
        self.has_failed = False
        """Whether the skill failed in any turn."""
        self._is_typed = is_typed
        self._commands: dict[str, tuple[str, str, Callable[[str], None]]] = {
            "why": ("", "why the last sentence was understood so", self._why),
            "slots": ("", "the slots of the last turn, and where they stood", self._slots),
            "json": ("", "the last request and response", self._json),
            "clock": ("15m", "move the device's clock: 90s, 15m, 2h, 1d", self._clock),
            "grant": ("timers", "allow something by its name", lambda scope: self._permit(scope, "granted")),
            "deny": ("timers", "forbid it", lambda scope: self._permit(scope, "denied")),
            "press": ("next", "a button for what is played: play, pause, next, previous", self._press),
            "link": ("TOKEN", "link an account, with this access token; without one, unlink it", self._link),
            "silence": ("", "say nothing, as Enter alone does", lambda _: self._silence()),
            "replay": ("FILE", "hold a saved conversation again, and go on from its end", self._replay),
            "save": ("FILE", "save this conversation as a test", self._save),
            "undo": ("", "take back the last thing that was done", lambda _: self._undo()),
            "help": ("", "this list", lambda _: self._help()),
        }

    def prompt(self) -> PromptSession[str]:
        """Where one types: keys edit, arrows bring back, and Tab completes the name of a command."""
        commands = WordCompleter([f"/{name}" for name in self._commands], sentence=True)
        return PromptSession(history=InMemoryHistory(), completer=commands, complete_while_typing=False)

    def take(self, line: str) -> None:
        """A line that was typed, or came through a pipe."""
        text = speakable(line)
        if not self._is_typed:
            print_line(YOU, text or "(silence)")
        try:
            if text.startswith("/"):
                self._command(*text[1:].partition(" ")[::2])
            elif text:
                self.do({"said": text})
            else:
                self._silence()
        except DeskError as error:  # also where somebody is in the middle of changing the model
            print_line(DESK, str(error))

    def do(self, did: Did) -> None:
        """Does something with the device, and prints what is heard. Raises DeskError."""
        if self.echo.ended and "said" in did:
            self.echo = self.echo.again()  # the session is over: whoever speaks again begins a new one
        record = self.desk.take(self.echo, did)
        self.records.append(record)
        for fired in record.fired:
            _print_fired(fired["kind"], fired["announcement"] or fired["label"])
            if fired.get("trouble"):
                print_line(DESK, fired["trouble"])
        if record.turn:
            self.has_failed = self.has_failed or bool(record.turn["trouble"])
            print_turn(record.turn, self.desk.skill.speaker, in_time=self._is_typed)
            if self.echo.ended and self._is_typed:
                print_line(DESK, "(The session has ended. Say something to begin another; Ctrl-D leaves.)")

    def learning(self) -> str | None:
        """How far the learning of what people say is; None where it is done."""
        done = self.echo.understanding.done
        said = f"learning what people say, {done:.0%}; until then you are understood less well, by your words alone"
        return said if self.desk.learns_ahead and done < 1 else None

    @contextmanager
    def ringing(self) -> Iterator[None]:
        """While this lasts, whatever comes due on the device is printed when it does."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(SECONDS_BETWEEN_LOOKS):
                for fired in self.echo.alerts.due():
                    _print_fired(fired.kind, fired.announcement or fired.label)

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            yield
        finally:
            over.set()
            watching.join()

    def leave(self) -> None:
        """Says which timers nobody will hear any more."""
        for alert in self.echo.alerts.alerts():
            if alert["kind"] == "timer" and alert["status"] == "ON":
                minutes, seconds = divmod(alert["remaining_seconds"], 60)
                name = f"The timer {alert['label']}" if alert["label"] else "A timer"
                print_line(ECHO, f"({name} had {minutes}:{seconds:02} left; it ends with this chat.)")

    # For the desk, not for the skill.

    def _command(self, name: str, rest: str) -> None:
        if name not in self._commands:
            known = " ".join(f"/{each}" for each in self._commands)
            raise DeskError(f"there is no command /{name}; use one of: {known}")
        self._commands[name][2](rest.strip())

    def _help(self) -> None:
        rows = [(f"/{name} {usage}".strip(), help) for name, (usage, help, _) in self._commands.items()]
        print_line(DESK, "\n".join(f"{command:<14} {help}" for command, help in rows))

    @property
    def _last(self) -> TurnRecord:
        """The last thing that reached the skill, or would have."""
        found = next((record for record in reversed(self.records) if record.turn), None)
        if found is None:
            raise DeskError("nothing has been said yet; say something first")
        return found

    def _why(self, _: str) -> None:
        record = self._last
        turn, known = record.turn, explained(record)
        assert turn
        print_line(DESK, f"intent     {turn['intent'] or '(none: nothing was said)'}")
        for event in turn["trace"]:
            if event["event"] == "understood":
                likely = ", ".join(f"{each['intent']} {each['confidence']:.2f}" for each in event["candidates"])
                print_line("", f"why        {event['why']}, {event['confidence']:.2f}")
                print_line("", f"likeliest  {likely or '-'}")
        if known:
            print_line("", f"heard as   {known['normal']}")
            for sample, intent, likeness in dict.fromkeys(
                (row["sample"], row["intent"], row["likeness"]) for row in known["nearest"]
            ):
                print_line("", f"like       {sample} ({intent}, {likeness:.0%})")
        print_line("", f"took       {record.milliseconds:g} ms")

    def _slots(self, _: str) -> None:
        record = self._last
        assert record.turn
        places = {each["slot"]: each for each in (explained(record) or {}).get("slots", [])}
        rows = [
            f"{name} = {slot['value']}"
            + (f" ({slot['id']})" if slot["id"] else "")
            + (f", characters {places[name]['start'] + 1} to {places[name]['end']}" if name in places else "")
            for name, slot in record.turn["slots"].items()
        ]
        print_line(DESK, "\n".join(rows) or "(no slots)")

    def _json(self, _: str) -> None:
        turn = self._last.turn
        assert turn
        for name, told in (("request", turn["request"]), ("response", turn["response"])):
            print_line(DESK, f"{name}:")
            print(json.dumps(told, indent=2, ensure_ascii=False), flush=True)

    def _clock(self, length: str) -> None:
        found = LENGTH.fullmatch(length)
        if not found:
            raise DeskError(f"/clock {length!r} is no length of time; write it like /clock 15m")
        self.do({"advance": int(found[1]) * SECONDS[found[2]]})
        print_line(ECHO, f"(It is {self.echo.now:%A %d %B, %H:%M}.)")

    def _permit(self, scope: str, state: str) -> None:
        if scope not in SCOPES:
            raise DeskError(f"there is no permission {scope!r}; use one of: {', '.join(SCOPES)}")
        self.do({"device": {"permissions": {scope: state}}})
        print_line(ECHO, f"({scope.replace('_', ' ').capitalize()}: {state}.)")

    def _press(self, button: str) -> None:
        self.do({"pressed": button})

    def _link(self, token: str) -> None:
        self.do({"device": {"account_token": token}})
        print_line(ECHO, "(The account is linked.)" if token else "(No account is linked.)")

    def _silence(self) -> None:
        if self.echo.ended and not self._is_typed:
            self.echo = self.echo.again()
        if self.echo.ended:
            raise DeskError("the session has ended, so silence is nothing new to it; say something to begin another")
        self.do({"silence": True})

    def _replay(self, file: str) -> None:
        for conversation in load(Path(file)):
            self._replayed(run(self.desk, conversation))

    def _replayed(self, ran: Ran) -> None:
        for turn in ran.turns:
            did = turn.record.did
            print_line(YOU, str(did.get("said") or did))
            if turn.record.turn:
                print_turn(turn.record.turn, self.desk.skill.speaker)
            for sentence in turn.record.differs:
                print_line(DESK, f"≠ {sentence}")
        outcome = f"{len(ran.differs)} not as recorded" if ran.differs else "as recorded"
        print_line(DESK, f"{ran.conversation.name}: {outcome}")
        if ran.played:
            self.desk, self.echo = ran.played.desk, ran.played.echo
            self.records = [turn.record for turn in ran.turns]
        if ran.error:
            raise DeskError(ran.error)

    def _save(self, file: str) -> None:
        if not (file and self.records):
            raise DeskError("/save FILE writes what was said so far; say something, and name a file such as mine.toml")
        path = Path(file)
        try:
            path.write_text(writing.written(path.stem, self.records, self.desk.skill.memory is not None), "utf-8")
        except OSError as error:
            raise DeskError(f"{file}: cannot be written ({error.strerror}); name another file") from None
        print_line(DESK, f"{path} holds this conversation: back-coach test {path}")

    def _undo(self) -> None:
        if not self.records:
            raise DeskError("there is nothing to take back")
        record = self.records.pop()
        self.echo = self.desk.branch(record)
        print_line(DESK, f"(Taken back: {next(iter(record.did.values()))})")


def _print_fired(kind: str, words: str | None) -> None:
    print_line(ECHO, f"({kind}) {words or ''}".strip())
