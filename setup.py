"""What pyproject.toml cannot say: a wheel holds the interaction model, which a checkout has beside the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

MODELS = "interaction_model"


class WithModels(build_py):
    """Builds the package anew, so that nothing of an earlier build is left in it, and puts the model into it."""

    def run(self) -> None:
        built = Path(self.build_lib) / "skill"
        if not self.editable_mode:
            shutil.rmtree(built, ignore_errors=True)
        super().run()
        if not self.editable_mode:
            shutil.copytree(MODELS, built / MODELS)


setup(cmdclass={"build_py": WithModels})
