"""Moves of somebody who is coached: how it goes, what they cannot do, do it with me, and the way back to sport."""
