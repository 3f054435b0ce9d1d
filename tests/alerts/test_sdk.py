"""Amazon's own clients and classes against the pretend service, in one process."""

import json
import typing
from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_core.exceptions import ApiClientException, SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model import RequestEnvelope
from ask_sdk_model.services import ApiConfiguration, ServiceClientFactory, ServiceException
from ask_sdk_model.services.directive import Header, SendDirectiveRequest, SpeakDirective
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
)
from ask_sdk_model.services.reminder_management import Status as ReminderStatus
from ask_sdk_model.services.timer_management import (
    AnnounceOperation,
    CreationBehavior,
    DisplayExperience,
    NotificationConfig,
    TextToAnnounce,
    TimerRequest,
    TriggeringBehavior,
    Visibility,
)
from ask_sdk_model.services.timer_management import Status as TimerStatus

from skill.desk.alerts import AlertsService, Fails, InProcessApiClient, Late, Nonsense, Silent
from skill.desk.alerts.routes import OPERATIONS
from skill.desk.alerts.timer import Status

from .desk import answered, device

ENDPOINT = "https://api.amazonalexa.com"


def clients(service: AlertsService, token: str | None = None, **more: Any) -> Any:
    api = InProcessApiClient({service.token: service}.get, **more)
    return ServiceClientFactory(
        ApiConfiguration(
            serializer=DefaultSerializer(),
            api_client=api,
            authorization_value=token or service.token,
            api_endpoint=ENDPOINT,
        )
    )


def timer_request() -> Any:
    return TimerRequest(
        duration="PT15M",
        timer_label="ice",
        creation_behavior=CreationBehavior(DisplayExperience(Visibility.VISIBLE)),
        triggering_behavior=TriggeringBehavior(
            AnnounceOperation([TextToAnnounce("en-US", "Take the ice off.")]), NotificationConfig(True)
        ),
    )


def reminder_request(trigger: Any) -> Any:
    return ReminderRequest(
        trigger=trigger,
        alert_info=AlertInfo(SpokenInfo([SpokenText(locale="en-US", text="Time to stretch.")])),
        push_notification=PushNotification(PushNotificationStatus.ENABLED),
    )


def test_the_life_of_a_timer() -> None:
    service = device()
    timers = clients(service).get_timer_management_service()
    made = timers.create_timer(timer_request())
    assert (made.status, made.timer_label, made.duration) == (TimerStatus.ON, "ice", "PT15M")
    assert made.trigger_time.isoformat() == "2026-11-22T14:15:00+00:00"
    service.advance(60)
    assert timers.pause_timer(made.id) is None
    paused = timers.get_timer(made.id)
    assert (paused.status, paused.remaining_time_when_paused) == (TimerStatus.PAUSED, "PT14M")
    assert timers.resume_timer(made.id) is None
    listed = timers.get_timers()
    assert (listed.total_count, listed.timers[0].status) == (1, TimerStatus.ON)
    assert [each.announcement for each in service.advance(840)] == ["Take the ice off."]
    assert timers.get_timer(made.id).status == TimerStatus.OFF
    assert timers.delete_timer(made.id) is None
    timers.create_timer(timer_request())
    assert timers.delete_timers(full_response=True).status_code == 200
    assert timers.get_timers().timers == []


def test_the_life_of_a_reminder() -> None:
    service = device()
    reminders = clients(service).get_reminder_management_service()
    soon = Trigger(TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=3600)
    made = reminders.create_reminder(reminder_request(soon))
    assert (made.status, made.version) == (ReminderStatus.ON, "1")
    daily = Trigger(
        TriggerType.SCHEDULED_ABSOLUTE,
        time_zone_id="America/New_York",
        recurrence=Recurrence(recurrence_rules=["FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"]),
    )
    assert reminders.update_reminder(made.alert_token, reminder_request(daily)).version == "2"
    assert [f"{each.at:%H:%M}" for each in service.advance(2 * 86400)] == ["12:00", "12:00"]
    reminders.delete_reminder(made.alert_token)
    assert service.alerts() == []


def test_the_sdk_cannot_read_reminders_that_exist() -> None:
    """Its fault, not ours: what we send is in order, and so is an empty list."""
    service = device()
    reminders = clients(service).get_reminder_management_service()
    assert reminders.get_reminders().total_count == "0"
    made = reminders.create_reminder(reminder_request(Trigger(TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=60)))
    for read in (reminders.get_reminders, lambda: reminders.get_reminder(made.alert_token)):
        with pytest.raises(SerializationException, match="alert_info_spoken_info"):
            read()
    assert answered(service, "GET", "reminders")["totalCount"] == "1"


def test_time_zone_and_progressive_response() -> None:
    service = device(time_zone="Europe/London")
    assert clients(service).get_ups_service().get_system_time_zone("echo-1") == "Europe/London"
    directive = SendDirectiveRequest(Header("r-1"), SpeakDirective("One moment."))
    assert clients(service).get_directive_service().enqueue(directive) is None
    assert service.progressive_speech() == ["One moment."]


def refused(action: Callable[[], object]) -> tuple[int, str | None]:
    with pytest.raises(ServiceException) as caught:
        action()
    error: Any = caught.value
    return error.status_code, error.body and error.body.message


def test_refusals_are_read_by_the_sdk() -> None:
    service = device(permissions={}, unsupported={"reminders"}, device_id="echo-1")
    soon = reminder_request(Trigger(TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=60))
    timers = clients(service).get_timer_management_service()
    assert refused(lambda: timers.create_timer(timer_request())) == (401, "Request Unauthorized.")
    reminders = clients(service).get_reminder_management_service()
    assert refused(lambda: reminders.create_reminder(soon)) == (403, "This device does not support reminders.")
    ups = clients(service).get_ups_service()
    assert refused(lambda: ups.get_system_time_zone("echo-2")) == (403, "The token is for another device.")
    ups = clients(service, token="other").get_ups_service()
    assert refused(lambda: ups.get_system_time_zone("echo-1")) == (401, "Request Unauthorized.")
    service.permissions.set("timers", "granted")
    assert refused(lambda: timers.get_timer("x")) == (404, "There is no timer 'x'.")
    timers.create_timer(timer_request())
    assert refused(lambda: timers.create_timer(timer_request()))[0] == 400


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500, 503, 504])
def test_every_operation_can_fail(status: int) -> None:
    service = device()
    for operation in OPERATIONS:
        service.faults.switch_on(operation, Fails(status, "Bad day."))
    factory = clients(service)
    timers, reminders = factory.get_timer_management_service(), factory.get_reminder_management_service()
    soon = reminder_request(Trigger(TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=60))
    for action in (
        lambda: timers.create_timer(timer_request()),
        timers.get_timers,
        timers.delete_timers,
        lambda: timers.get_timer("x"),
        lambda: timers.pause_timer("x"),
        lambda: timers.resume_timer("x"),
        lambda: timers.delete_timer("x"),
        lambda: reminders.create_reminder(soon),
        reminders.get_reminders,
        lambda: reminders.get_reminder("x"),
        lambda: reminders.update_reminder("x", soon),
        lambda: reminders.delete_reminder("x"),
        lambda: factory.get_ups_service().get_system_time_zone("echo-1"),
        lambda: factory.get_directive_service().enqueue(SendDirectiveRequest(Header("r"), SpeakDirective("x"))),
    ):
        with pytest.raises(ServiceException) as caught:
            action()
        error: Any = caught.value
        assert error.status_code == status
        assert "Bad day." in str(error.body)
    assert service.alerts() == []


def test_a_fault_for_so_many_calls() -> None:
    service = device()
    service.faults.switch_on("create_timer", Fails(500), times=1)
    timers = clients(service).get_timer_management_service()
    assert refused(lambda: timers.create_timer(timer_request())) == (500, "Internal Server Error")
    assert timers.create_timer(timer_request()).status == TimerStatus.ON


def test_an_answer_too_late_was_acted_on() -> None:
    service = device()
    service.faults.switch_on("create_timer", Late(5))
    timers = clients(service, timeout=5).get_timer_management_service()
    assert refused(lambda: timers.create_timer(timer_request())) == (500, None)
    assert len(service.alerts()) == 1
    patient = clients(service, timeout=5.1).get_timer_management_service()
    assert refused(lambda: patient.create_timer(timer_request()))[0] == 400
    service.faults.switch_off()
    timers.delete_timers()
    service.faults.switch_on("create_timer", Late(4.9))
    assert timers.create_timer(timer_request()).timer_label == "ice"


def test_a_call_that_is_lost_was_not() -> None:
    service = device()
    service.faults.switch_on("create_timer", Silent())
    assert refused(lambda: clients(service).get_timer_management_service().create_timer(timer_request())) == (500, None)
    assert service.alerts() == []


def test_the_timeout_is_an_exception_of_the_callers_kind() -> None:
    class TooSlow(Exception):
        pass

    service = device()
    service.faults.switch_on("get_timers", Silent())
    find = {service.token: service}.get
    request = typing.cast(Any, type("Request", (), {}))()
    request.method, request.url, request.body = "GET", f"{ENDPOINT}/v1/alerts/timers", None
    request.headers = [("Authorization", f"Bearer {service.token}")]
    with pytest.raises(ApiClientException, match=r"timed out after 5\.0 seconds"):
        InProcessApiClient(find).invoke(request)
    with pytest.raises(TooSlow):
        InProcessApiClient(find, timed_out=TooSlow).invoke(request)


def test_nonsense() -> None:
    service = device()
    service.faults.switch_on("get_timers", Nonsense())
    with pytest.raises(SerializationException):
        clients(service).get_timer_management_service().get_timers()


def test_no_such_setting() -> None:
    service = device()
    service.faults.switch_on("get_system_time_zone", Fails(204))
    assert clients(service).get_ups_service().get_system_time_zone("echo-1") is None


@pytest.mark.parametrize(("operation", "fault"), [("create_alarm", lambda: Fails(500)), ("enqueue", lambda: Fails(42))])
def test_faults_that_do_not_exist(operation: str, fault: Callable[[], Fails]) -> None:
    with pytest.raises(ValueError, match=r"create_alarm|42"):
        device().faults.switch_on(operation, fault())


def test_an_answer_cannot_come_early() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        Late(-1)


def test_our_states_are_the_sdks() -> None:
    assert set(typing.get_args(Status)) == {status.value for status in TimerStatus}


def test_a_skill_built_with_it_sets_a_timer() -> None:
    """The whole way: request envelope, handler, service client, pretend service."""
    service = device()
    builder = CustomSkillBuilder(api_client=InProcessApiClient({service.token: service}.get))

    @builder.request_handler(can_handle_func=lambda handler_input: True)  # type: ignore[untyped-decorator]
    def start(handler_input: Any) -> Any:
        timers = handler_input.service_client_factory.get_timer_management_service()
        return handler_input.response_builder.speak(timers.create_timer(timer_request()).id).response

    event = {
        "version": "1.0",
        "context": {
            "System": {
                "application": {"applicationId": "a"},
                "user": {"userId": "u"},
                "apiEndpoint": ENDPOINT,
                "apiAccessToken": service.token,
            }
        },
        "request": {"type": "LaunchRequest", "requestId": "r", "timestamp": "2026-11-22T14:00:00Z", "locale": "en-US"},
    }
    envelope = DefaultSerializer().deserialize(json.dumps(event), RequestEnvelope)
    response = builder.create().invoke(envelope, None).response
    (alert,) = service.alerts()
    assert alert["id"] in response.output_speech.ssml
