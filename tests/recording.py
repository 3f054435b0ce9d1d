"""Records a chat at a terminal as text: the keys, and what they bring onto the screen. Run by `script/recording`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal, named
from tests.test_rooms import ROOT

DOCUMENT = ROOT / "docs" / "chat.md"
BLOCK = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)
OTHERWISE = [
    (r"took +[\d.]+ ms", "took       … ms"),
    (r"\(It is [^.]+\.\)", "(It is ….)"),
    (r"had [\d:]+ left", "had … left"),
]
"""What is another each time: how long something took, and what day and time it is."""


@dataclass(frozen=True)
class Step:
    """Keys that are pressed, and what is on the screen when all that they bring about is there."""

    keys: str
    brings: str = r"you"
    """A pattern of the last line: an empty prompt, unless something else is waited for."""


STEPS = [
    Step("my back hurts after lifing←←←t⏎"),
    Step("no⏎"),
    Step("it is sore all over␃"),
    Step("no⏎"),
    Step("/why⏎"),
    Step("/grant timers⏎"),
    Step("set a timer for ten minutes⏎"),
    Step("/slots⏎"),
    Step("it hurts more when i do that⏎"),
    Step("/un⇥⏎"),
    Step("set a timer for ten hours⏎"),
    Step("/undo⏎"),
    Step("/clock 592s⏎"),
    Step("how long should i re", r"echo   \(timer\).*\nyou    how long should i re"),
    Step("st⏎"),
    Step("↑↑↑↑⌫⌫⌫⌫⌫minutes⏎"),
    Step("stop⏎"),
    Step("␄", r"echo   \(The timer .*"),
]


def recorded() -> str:
    """The chat as it is held now."""
    env = {**os.environ, "BACK_COACH_MEMORY": "none", "LANG": "C.UTF-8"}
    said: list[str] = []
    with Terminal([sys.executable, "-m", "skill", "chat"], env) as terminal:
        lines = terminal.until(waits_at("you"))
        said += lines[:-1]
        for step in STEPS:
            at = len(lines) - 1  # the prompt, which the keys are seen at
            terminal.press(step.keys)
            lines = terminal.until(waits_at(step.brings, at + 1))
            said += ["", f"⌨  {named(step.keys)}", *lines[at : len(lines) - (step.brings == "you")]]
        assert terminal.ended() == 0
    text = "\n".join(said) + "\n"
    for pattern, words in OTHERWISE:
        text = re.sub(pattern, words, text)
    return text


def waits_at(pattern: str, before: int = 0) -> Callable[[list[str]], bool]:
    """Whether the last lines are these, below so many before."""
    lines = pattern.count("\\n") + 1
    return lambda now: len(now) > before and bool(re.fullmatch(pattern, "\n".join(now[-lines:])))


def main() -> int:
    """Writes it into its document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    anew = recorded()
    DOCUMENT.write_text(BLOCK.sub(lambda _: anew, text, count=1), encoding="utf-8")
    print(f"{Path(DOCUMENT).relative_to(ROOT)}: {anew.count('⌨')} times keys were pressed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
