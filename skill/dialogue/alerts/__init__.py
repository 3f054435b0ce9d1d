"""Timers and reminders in a conversation: asked for, confirmed, started, told of, and what to do without them."""
