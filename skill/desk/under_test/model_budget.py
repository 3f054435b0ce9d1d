"""How large a model may be that a desk learns: well beyond what people write, well below what would stop it."""

from __future__ import annotations

from skill.understanding import InteractionModel, ModelError

MOST = {"intents": 500, "samples": 30_000, "slots of an intent": 100, "types": 500, "values": 60_000}
MOST_CHARACTERS = 500
"""Of a sample, a value or a name."""


def affordable(model: InteractionModel, source: str) -> InteractionModel:
    """The model, if it can be learnt while somebody waits. Raises ModelError: what there is too much of."""
    counts = {
        "intents": len(model.intents),
        "samples": sum(len(intent.samples) + sum(map(len, intent.answers.values())) for intent in model.intents),
        "slots of an intent": max((len(intent.slots) for intent in model.intents), default=0),
        "types": len(model.types),
        "values": sum(1 + len(value.synonyms) for kind in model.types for value in kind.values),
    }
    for what, count in counts.items():
        if count > MOST[what]:
            raise ModelError(
                f"{source}: it has {count} {what}; this desk learns at most {MOST[what]}, so leave some out"
            )
    said = (sample for intent in model.intents for sample in intent.samples)
    listed = (word for kind in model.types for value in kind.values for word in (value.value, *value.synonyms))
    for text in (*said, *listed):
        if len(text) > MOST_CHARACTERS:
            raise ModelError(f"{source}: {text[:60]!r}… has {len(text)} characters; write at most {MOST_CHARACTERS}")
    return model
