"""When a skill has no answer that an Echo could use."""


class SkillFailed(Exception):
    """The skill failed in this turn. The message is for its developer: what, where, and how to mend it."""
