"""What the skill remembers of a person who agreed to it: the record, the stores that keep it, and when it is read.

PRIVACY.md says what is kept; a test holds it to this code.
"""
