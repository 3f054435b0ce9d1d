"""Understanding of typed words over any Alexa interaction model: text in, intent and slots out.

It stands in for Alexa's cloud at the desk. It knows nothing of any one skill but its interaction model.
"""

import os

# Many may ask at once, and each sum is too small to be shared: threads that wait for each other take most of the time.
# The library that multiplies for numpy looks at this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from .conflicts import conflicts
from .encoder import EncoderError
from .interaction_model import Intent, InteractionModel, ModelError, SlotType, Value
from .understanding import Tier, Understanding
from .understood import FALLBACK, Slot, Slots, Understood

__all__ = [
    "FALLBACK",
    "EncoderError",
    "Intent",
    "InteractionModel",
    "ModelError",
    "Slot",
    "SlotType",
    "Slots",
    "Tier",
    "Understanding",
    "Understood",
    "Value",
    "conflicts",
]
