"""The functions that are compared: ours, Amazon's hello world built the same way, and ours with more content."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from benchmarks.multiplied import Multiplied
from skill.building import function
from skill.building.content_pack import content_pack
from skill.building.libraries import needed
from skill.desk.alexa_request import Device
from skill.desk.desk import new_echo
from skill.guidance import files
from skill.guidance.toml_files import TomlFiles

HELLO, OURS = "Amazon's SDK, hello world", "Back Coach"
PYTHON = [getattr(sys, "_base_executable", sys.executable), "-S", "-s"]
"""A Python that sees nothing but the function's own folder."""

HELLO_WORLD = """
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name

sb = SkillBuilder()


@sb.request_handler(can_handle_func=lambda handler_input: True)
def hello(handler_input):
    return handler_input.response_builder.speak("Hello").response


handler = sb.lambda_handler()
"""
"""As Amazon's samples have it."""

SPOKEN = (
    "my back hurts after lifting",
    "no",
    "no",
    "next",
    "should i use ice or heat",
    "next",
    "how many steps are left",
    "it hurts more when i do that",
    "my legs feel numb",
    "stop",
)


def built(folder: Path, times: tuple[int, ...] = (1,)) -> dict[str, Path]:
    """The folders of all functions by name; ours once for each number of times its content is multiplied by."""
    found = {HELLO: folder / "hello"}
    found[HELLO].mkdir(parents=True)
    (found[HELLO] / "lambda_function.py").write_text(HELLO_WORLD, encoding="utf-8")
    sdk = "ask-sdk-core"
    function.with_libraries(found[HELLO], [distribution(sdk), *needed(by=sdk)])
    function.byte_code(found[HELLO], sys.executable)
    function.build(folder / "ours", sys.executable)
    for each in times:
        name = OURS if each == 1 else f"{OURS}, content x {each}"
        found[name] = folder / (f"ours-x{each}" if each > 1 else "ours")
        if each > 1:
            shutil.copytree(folder / "ours", found[name])
            pack = content_pack(Multiplied(TomlFiles(files.CONTENT), each))
            (found[name] / "skill" / "guidance" / "content.pack").write_bytes(pack)
    return found


def requests(screen: bool = False, spoken: tuple[str, ...] = SPOKEN) -> list[Any]:
    """Alexa's requests for a conversation."""
    echo = new_echo("en-US", Device(screen=screen))
    return [echo.say(text)["request"] for text in spoken]
