"""Room 4: a pretend Echo on your desk.

Understands typed sentences over the interaction model, builds real Alexa requests, and hands the skill nothing else:
what it could not have known on a speaker it does not know here.
"""
