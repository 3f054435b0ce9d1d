"""Home Assistant's hassil hears sentences. Run by itself, with nothing but hassil: what to hear comes in as JSON."""

from __future__ import annotations

import json
import sys
import time

from hassil import Intents, recognize  # type: ignore[import-not-found, unused-ignore]


def main() -> None:
    """Reads `{"intents": ..., "texts": [...]}` and prints an intent, or null, and milliseconds for each text."""
    asked = json.load(sys.stdin)
    intents = Intents.from_dict(asked["intents"])
    recognize("warm up", intents)
    found = []
    for text in asked["texts"]:
        began = time.perf_counter()
        result = recognize(text, intents)
        found.append([result.intent.name if result else None, (time.perf_counter() - began) * 1000])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
