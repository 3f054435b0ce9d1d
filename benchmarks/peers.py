"""Other people's engines for typed words, each given the same interaction model and the same sentences."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from rapidfuzz import fuzz, process

from skill.understanding import InteractionModel
from skill.understanding.expansion import expansions
from skill.understanding.lexicon import Lexicon
from skill.understanding.templates import SlotPlace, Template, templates_of
from skill.understanding.utterance import FREE_TYPES
from skill.understanding.words import norms

Heard = tuple[str | None, float]
"""The intent, or None where nothing fits, and milliseconds."""

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "back-coach-bench"
HASSIL, VIRTUAL_ALEXA = "3.12.1", "0.7.8"
NUMBERS = ("AMAZON.NUMBER", "AMAZON.ORDINAL", "AMAZON.FOUR_DIGIT_NUMBER")


def virtual_alexa(model: Path, texts: Sequence[str]) -> tuple[list[Heard], float] | str:
    """What virtual-alexa hears, and its megabytes; or why it cannot be asked."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not installed"
    folder = CACHE / f"virtual-alexa-{VIRTUAL_ALEXA}"
    if not (folder / "node_modules" / "virtual-alexa").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        if subprocess.run([*command, f"virtual-alexa@{VIRTUAL_ALEXA}"], check=False).returncode:
            return "npm could not install it"
    script = ["node", str(HERE / "virtual_alexa_peer.cjs"), str(model)]
    return _asked(script, list(texts), {"NODE_PATH": str(folder / "node_modules")}), megabytes(folder)


def hassil(model: InteractionModel, texts: Sequence[str]) -> tuple[list[Heard], float] | str:
    """What hassil hears, and its megabytes; or why it cannot be asked."""
    folder = CACHE / f"hassil-{HASSIL}"
    if not (folder / "hassil").exists():
        command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-compile"]
        if subprocess.run([*command, "--target", str(folder), f"hassil=={HASSIL}"], check=False).returncode:
            return "pip could not install it"
    asked = {"intents": hassil_intents(model), "texts": [plain(text) for text in texts]}
    script = [sys.executable, str(HERE / "hassil_peer.py")]
    return _asked(script, asked, {"PYTHONPATH": str(folder)}), megabytes(folder)


def hassil_intents(model: InteractionModel) -> dict[str, Any]:
    """The model as hassil has it. Amazon's own types take any words, but never make up a whole sentence."""
    lexicon = Lexicon(model)
    intents: dict[str, list[str]] = {}
    kinds: set[str] = set()
    for template in templates_of(model):
        open_ones = [place for place in template.places if not lexicon.phrases(place.type)]
        if template.words or not open_ones:
            kinds |= {place.type for place in template.places}
            parts = (f"{{{_list(part.type)}}}" if isinstance(part, SlotPlace) else part for part in template.parts)
            intents.setdefault(template.intent, []).append(" ".join(parts))
    return {
        "language": "en",
        "intents": {name: {"data": [{"sentences": sentences}]} for name, sentences in intents.items()},
        "lists": {_list(kind): _values(kind, lexicon) for kind in sorted(kinds)},
    }


def _values(kind: str, lexicon: Lexicon) -> dict[str, Any]:
    if phrases := lexicon.phrases(kind):
        return {"values": list(phrases)}
    return {"range": {"from": 0, "to": 100}} if kind.upper() in NUMBERS else {"wildcard": True}


def _list(kind: str) -> str:
    return re.sub(r"\W", "_", kind).lower()


class NearestSample:
    """The sample, its slots filled with a few values, that rapidfuzz finds most alike."""

    def __init__(self, model: InteractionModel) -> None:
        lexicon = Lexicon(model)
        rows = [
            (" ".join(norms(sentence)), template.intent)
            for template in templates_of(model)
            if not _takes_any(template)
            for sentence in expansions(template, lexicon, 5)
        ]
        self._sentences = [sentence for sentence, _ in rows]
        self._intents = [intent for _, intent in rows]

    def hear(self, texts: Iterable[str]) -> tuple[list[Heard], list[float]]:
        """What it hears, and how alike the sample was, of a hundred."""
        found: list[Heard] = []
        scores: list[float] = []
        for text in texts:
            began = time.perf_counter()
            near = process.extractOne(" ".join(norms(text)), self._sentences, scorer=fuzz.token_sort_ratio)
            spent = (time.perf_counter() - began) * 1000
            found.append((self._intents[near[2]] if near else None, spent))
            scores.append(near[1] if near else 0.0)
        return found, scores


def _takes_any(template: Template) -> bool:
    return any(place.type in FREE_TYPES for place in template.places)


def plain(text: str) -> str:
    """The words alone, as speech recognition writes them."""
    return " ".join(norms(text, with_fillers=True))


def installed(*names: str) -> float:
    """The megabytes of packages and all they need, as they are installed here."""
    seen: set[str] = set()
    queue = list(names)
    total = 0
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        files = (Path(str(file.locate())) for file in found.files or ())
        total += sum(file.stat().st_size for file in files if file.suffix != ".pyc" and file.is_file())
        needs = (Requirement(each) for each in found.requires or ())
        queue += [each.name for each in needs if each.marker is None or each.marker.evaluate({"extra": ""})]
    return total / 1e6


def megabytes(folder: Path) -> float:
    """What a folder holds."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink() and file.suffix != ".pyc")
    return sum(file.stat().st_size for file in files) / 1e6


def _asked(command: list[str], asked: Any, more: dict[str, str]) -> list[Heard]:
    environment = {**os.environ, **more}
    text = json.dumps(asked)
    done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{Path(command[1]).name} failed: {done.stderr.strip()[-500:]}")
    return [(intent, spent) for intent, spent in json.loads(done.stdout)]
