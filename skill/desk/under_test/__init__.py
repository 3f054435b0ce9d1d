"""Which skill is on the desk: what people say to it, its name, and how it is called. Back Coach is the default.

What to use::

    back_coach()                                            # the skill of this project, in this process
    any_skill(Path("my-skill"), "lambda_function:handler")  # anybody's: a Python handler beside its models
    any_skill(Path("models/en-US.json"), "http://127.0.0.1:3000")
    Desk(api_endpoint, skill)                               # a desk with that skill on it

    skill.models.raw("en-US"), skill.models.put("en-US", changed)   # the model as JSON, and another from now on
"""

from skill.desk.under_test.back_coach import back_coach
from skill.desk.under_test.locale_model import LocaleModel
from skill.desk.under_test.models import Models
from skill.desk.under_test.skill_under_test import SkillUnderTest, any_skill

__all__ = ["LocaleModel", "Models", "SkillUnderTest", "any_skill", "back_coach"]
