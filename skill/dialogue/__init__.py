"""Room 2: what is said next.

This room knows what is open in a conversation, reads what was said, and decides the answer. It imports the guidance and
the standard library (and isodate, for lengths of time), and names no class of Alexa's SDK: what it needs of the outside
it names in `ports`. `questions` is the policy, one row a question; `turn` is one turn as it takes shape.
"""
