"""What is made of a model before anything is learnt: its samples as a tree, its values, its fillers.

It takes seconds for a large model, so it is kept on disk as what is learnt is (docs/decisions/024-tables-are-kept.md).
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .bare import BareSlots
from .grammar import Grammar
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .model_cache import ModelCache
from .slot_filler import SlotFiller
from .spelling import Spelling, vocabulary
from .templates import Template, answers_of, templates_as_worded, templates_of
from .utterance import FREE_TYPES
from .words import language, norms, stem


@dataclass(frozen=True)
class Tables:
    """One model's."""

    lexicon: Lexicon
    fillers: dict[str, SlotFiller]
    """By intent."""
    grammar: Grammar
    answers: dict[tuple[str, str], Grammar]
    """Of intent and slot, what people say when they are asked for it."""
    bare: BareSlots
    spelling: Spelling
    doubting: frozenset[str]
    """Intents that are a doubt and nothing else."""
    samples: int
    """How many are the skill's own."""
    stems: Counter[str]
    """How many of the model's samples and listed values have each stem."""


def tables_of(model: InteractionModel, folder: Path | None) -> Tables:
    """From the folder if they were made before; otherwise made now, and kept there."""
    cache, mark = ModelCache(folder, "tables", ".pickle"), mark_of(model)
    if kept := cache.find(mark, _load):
        return kept
    tables = _made(model)
    cache.keep(mark, lambda path: _save(tables, path))
    return tables


def mark_of(model: InteractionModel) -> str:
    """What tells a model, as this code reads it, from every other."""
    return hashlib.sha256(f"{_code()}{model!r}".encode()).hexdigest()


def _made(model: InteractionModel) -> Tables:
    lexicon, templates = Lexicon(model), templates_of(model)
    lexicon.ready()
    by_intent: dict[str, list[Template]] = {intent.name: [] for intent in model.intents}
    for template in templates:
        by_intent[template.intent].append(template)
    doubts = set(map(norms, language()["doubts"]))
    types = dict.fromkeys(kind for intent in model.intents for kind in intent.slots.values())
    return Tables(
        lexicon,
        {intent.name: SlotFiller(intent, by_intent[intent.name], lexicon) for intent in model.intents},
        Grammar(templates),
        {(each.name, slot): Grammar(samples) for each in model.intents for slot, samples in answers_of(each).items()},
        BareSlots(model, templates, lexicon),
        Spelling(vocabulary(model, templates, lexicon)),
        frozenset(each.name for each in model.intents if not each.slots and doubts & set(map(norms, each.samples))),
        sum(not each.intent.startswith("AMAZON.") for each in templates),
        _stems(model, lexicon, [kind for kind in types if kind not in FREE_TYPES]),
    )


def _stems(model: InteractionModel, lexicon: Lexicon, types: list[str]) -> Counter[str]:
    sentences = [template.words for template in templates_as_worded(model)]
    sentences += [tuple(phrase.split()) for kind in types for phrase in lexicon.phrases(kind)]
    return Counter(each for sentence in sentences for each in {stem(word) for word in sentence})


def _save(tables: Tables, path: Path) -> None:
    path.write_bytes(pickle.dumps(tables, protocol=5))
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # whatever the umask: what others may write is not read


def _load(path: Path) -> Tables:
    """Raises PermissionError where others have or could have written it: a pickle runs what stands in it."""
    about = path.stat()
    if sys.platform != "win32" and (about.st_uid != os.getuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError(f"{path} may be written by others")
    found = pickle.loads(path.read_bytes())
    if not isinstance(found, Tables):
        raise ValueError(f"{path}: these are no tables")
    return found


@cache
def _code() -> str:
    """A mark of everything in this package that shapes what is made and learnt: its code and its word lists."""
    mark = hashlib.sha256(sys.version.encode())
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in (".py", ".toml", ".txt"):
            mark.update(file.read_bytes())
    return mark.hexdigest()
