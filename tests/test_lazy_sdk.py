"""The SDK's models come one by one, and are the SDK's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ask_sdk_model
import pytest

from skill.alexa.lazy_sdk import module_of

MODELS = Path(ask_sdk_model.__file__).parent

EVERY_NAME = """
import ast, sys
from importlib import import_module
from pathlib import Path
import skill.alexa
import ask_sdk_model
root = Path(ask_sdk_model.__file__).parent
for file in root.rglob("__init__.py"):
    package = ".".join(("ask_sdk_model", *file.parent.relative_to(root).parts))
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            for alias in node.names:
                found = getattr(import_module(package), alias.name)
                if (package, alias.name) != ("ask_sdk_model.services", "ServiceClientFactory"):
                    real = getattr(import_module(f"{package}.{node.module}"), alias.name)
                    assert found is real, (package, alias.name)
print("all")
"""

FEW = """
import sys
import skill.alexa
print(sum(name.startswith("ask_sdk_model.") for name in sys.modules))
"""

FACTORY = """
import skill.alexa
from ask_sdk_model.services import ServiceClientFactory
from ask_sdk_model.services.api_configuration import ApiConfiguration
factory = ServiceClientFactory(ApiConfiguration(api_endpoint="https://a", authorization_value="t", api_client=object()))
print(type(factory.get_ups_service()).__name__)
"""

NO_SUCH = """
import skill.alexa
import ask_sdk_model.ui, ask_sdk_model.dialog
for name in ("NoSuchClass", "no_such_module", "__wrapped__"):
    try:
        getattr(ask_sdk_model.ui, name)
    except AttributeError as error:
        assert name in str(error)
    else:
        raise AssertionError(name)
try:
    from ask_sdk_model.dialog import NoSuchClass
except ImportError:
    print("refused")
"""


def in_a_new_process(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_every_name_of_every_package_is_the_class_the_sdk_means() -> None:
    assert in_a_new_process(EVERY_NAME) == "all"


def test_few_modules_are_loaded_to_begin_with() -> None:
    assert int(in_a_new_process(FEW)) < 100 < len(list(MODELS.rglob("*.py")))


def test_the_clients_of_alexas_services_are_made_when_they_are_used() -> None:
    assert in_a_new_process(FACTORY) == "UpsServiceClient"


def test_names_that_are_not_there_are_refused_as_everywhere() -> None:
    assert in_a_new_process(NO_SUCH) == "refused"


@pytest.mark.parametrize(
    ("name", "module"),
    [("LaunchRequest", "launch_request"), ("APLCommand", "apl_command"), ("UserEvent", "user_event"), ("ui", "ui")],
)
def test_a_class_is_in_the_module_named_after_it(name: str, module: str) -> None:
    assert module_of(name) == module
