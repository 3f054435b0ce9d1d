"""Measurements: `script/bench NAME`. Each prints what it measured; nothing here is needed to run the skill."""
