"""Which skill is on the desk: what people say to it, its name, and how it is called. Back Coach is the default.

What to use::

    back_coach()                                            # the skill of this project, in this process
    any_skill(Path("my-skill"), "lambda_function:handler")  # anybody's: a Python handler beside its models
    any_skill(Path("models/en-US.json"), "http://127.0.0.1:3000")
    Desk(api_endpoint, served)                              # a desk with that skill on it

    served.models.raw("en-US"), served.models.put("en-US", changed)   # the model as JSON, and another from now on
"""

from skill.desk.failure import SkillFailed
from skill.desk.served.back_coach import back_coach
from skill.desk.served.models import LocaleModel, Models
from skill.desk.served.served import Invoke, Served, any_skill

__all__ = ["Invoke", "LocaleModel", "Models", "Served", "SkillFailed", "any_skill", "back_coach"]
