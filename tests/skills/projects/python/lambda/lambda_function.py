"""A skill as people write them: it reads a file beside it, prints, keeps things on AWS, and catches all exceptions."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import boto3
from ask_sdk_core.api_client import DefaultApiClient
from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import get_intent_name, get_slot_value, is_request_type

with open("greeting.txt") as file:
    GREETING = file.read().strip()
logging.basicConfig(stream=sys.stdout, level=logging.INFO)
os.write(1, b"loaded\n")
TABLE = boto3.resource("dynamodb").Table("notes")


class Launch(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input):
        return handler_input.response_builder.speak(f"{GREETING} {Path.cwd().name}").ask(GREETING).response


class Intents(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("IntentRequest")(handler_input)

    def handle(self, handler_input):
        said = getattr(self, get_intent_name(handler_input).removeprefix("AMAZON."))(handler_input)
        return handler_input.response_builder.speak(said).ask("And now?").response

    def KeepIntent(self, handler_input):
        TABLE.put_item(Item={"id": "me", "note": get_slot_value(handler_input, "Note")})
        boto3.client("s3").put_object(Bucket="notes", Key="me", Body=b"kept")
        return "Kept."

    def ReadIntent(self, handler_input):
        kept = boto3.client("s3").get_object(Bucket="notes", Key="me")["Body"].read().decode()
        return f"{kept}: {TABLE.get_item(Key={'id': 'me'})['Item']['note']}"

    def PrintIntent(self, handler_input):
        print("printed")
        logging.info("logged")
        os.write(1, b"written\n")
        subprocess.run(["echo", "echoed"], check=True)
        return f"Printed by {sys.executable}."

    def BreakIntent(self, handler_input):
        return 1 / 0

    def CallIntent(self, handler_input):
        zone = handler_input.service_client_factory.get_ups_service().get_system_time_zone("amzn1.ask.device.DESK")
        return f"You are in {zone}."

    def WaitIntent(self, handler_input):
        time.sleep(9)
        return "Waited."

    def FallbackIntent(self, handler_input):
        return "I didn't get that."


class CatchAll(AbstractExceptionHandler):
    def can_handle(self, handler_input, exception):
        return True

    def handle(self, handler_input, exception):
        return handler_input.response_builder.speak("Sorry, I had trouble.").response


sb = CustomSkillBuilder(api_client=DefaultApiClient())
sb.add_request_handler(Launch())
sb.add_request_handler(Intents())
sb.add_exception_handler(CatchAll())
lambda_handler = sb.lambda_handler()
