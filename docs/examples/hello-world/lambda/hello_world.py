from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_slot, is_intent_name, is_request_type

sb = SkillBuilder()


@sb.request_handler(can_handle_func=is_request_type("LaunchRequest"))
def launch(handler_input):
    question = "Hello! Who shall I greet?"
    return handler_input.response_builder.speak(question).ask(question).response


@sb.request_handler(can_handle_func=is_intent_name("GreetIntent"))
def greet(handler_input):
    name = get_slot(handler_input, "Name").value or "world"
    return handler_input.response_builder.speak(f"Hello, {name}!").response


@sb.request_handler(can_handle_func=lambda handler_input: True)
def anything_else(handler_input):
    words = "Say hello to somebody."
    return handler_input.response_builder.speak(words).ask(words).response


handler = sb.lambda_handler()
