"""A conversation as a file: what was said turn by turn and what must hold, played again as a test.

What to use::

    for conversation in read(text):                  # TOML, see docs/conversation-tests.md
        for record in play(desk, conversation): ...  # each turn, and what of it is not as recorded: `record.differs`
    written(name, records)                           # turns that took place, as such a file
"""
