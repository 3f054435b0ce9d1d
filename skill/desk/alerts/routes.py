"""Which HTTP call is which operation. (documented paths; the names are the methods of Amazon's SDK)"""

from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

_ACCOUNT, _PERSON, _DEVICE = "/v2/accounts/~current/settings", "/v2/persons/~current/profile", "/devices/<id>/settings"
_SKILL = "/v1/users/~current/skills/~current"
_READ = {
    f"/v2{_DEVICE}/System.timeZone": "get_system_time_zone",
    f"/v2{_DEVICE}/System.distanceUnits": "get_system_distance_units",
    f"/v2{_DEVICE}/System.temperatureUnit": "get_system_temperature_unit",
    f"/v1{_DEVICE}/address": "get_full_address",
    f"/v1{_DEVICE}/address/countryAndPostalCode": "get_country_and_postal_code",
    f"{_ACCOUNT}/Profile.name": "get_profile_name",
    f"{_ACCOUNT}/Profile.givenName": "get_profile_given_name",
    f"{_ACCOUNT}/Profile.email": "get_profile_email",
    f"{_ACCOUNT}/Profile.mobileNumber": "get_profile_mobile_number",
    f"{_PERSON}/name": "get_persons_profile_name",
    f"{_PERSON}/givenName": "get_persons_profile_given_name",
    f"{_PERSON}/mobileNumber": "get_persons_profile_mobile_number",
    f"{_SKILL}/inSkillProducts": "get_in_skill_products",
    f"{_SKILL}/inSkillProducts/<id>": "get_in_skill_product",
    f"{_SKILL}/inSkillProductsTransactions": "get_in_skill_products_transactions",
    f"{_SKILL}/settings/voicePurchasing.enabled": "get_voice_purchase_setting",
}
_TIMER, _REMINDER = "/v1/alerts/timers/<id>", "/v1/alerts/reminders/<id>"
_RULES = [
    Rule("/v1/alerts/timers", methods=["POST"], endpoint="create_timer"),
    Rule("/v1/alerts/timers", methods=["GET"], endpoint="get_timers"),
    Rule("/v1/alerts/timers", methods=["DELETE"], endpoint="delete_timers"),
    Rule(_TIMER, methods=["GET"], endpoint="get_timer"),
    Rule(_TIMER, methods=["DELETE"], endpoint="delete_timer"),
    Rule(f"{_TIMER}/pause", methods=["POST"], endpoint="pause_timer"),
    Rule(f"{_TIMER}/resume", methods=["POST"], endpoint="resume_timer"),
    Rule("/v1/alerts/reminders", methods=["POST"], endpoint="create_reminder"),
    Rule("/v1/alerts/reminders", methods=["GET"], endpoint="get_reminders"),
    Rule(_REMINDER, methods=["GET"], endpoint="get_reminder"),
    Rule(_REMINDER, methods=["PUT"], endpoint="update_reminder"),
    Rule(_REMINDER, methods=["DELETE"], endpoint="delete_reminder"),
    *(Rule(path, methods=["GET"], endpoint=name) for path, name in _READ.items()),
    Rule("/v1/directives", methods=["POST"], endpoint="enqueue"),
]
_ROUTES = Map(_RULES, merge_slashes=False).bind("device")

OPERATIONS = tuple(rule.endpoint for rule in _RULES)


def find_operation(method: str, path: str) -> tuple[str, str] | None:
    """The operation and the id in its path (empty if it has none). None: there is no such operation."""
    try:
        operation, values = _ROUTES.match(path.partition("?")[0], method)
    except HTTPException:
        return None
    return operation, unquote(values.get("id", ""))
