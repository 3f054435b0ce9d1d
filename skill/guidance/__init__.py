"""Room 1: what is true.

This room knows the content and decides the next move. It imports the standard library only and knows nothing of
Alexa, Flask, clocks, networks or SSML: the same case always gives the same move.
"""
