"""The home that the desk pretends: which device stands in it, and who lives there."""

from __future__ import annotations

from dataclasses import dataclass, field

from skill.desk.household import device_model, person
from skill.desk.household.device_model import DeviceModel
from skill.desk.household.person import Person


@dataclass(frozen=True)
class Home:
    """A device and its owner."""

    model: DeviceModel = field(default_factory=device_model.usual)
    screen: bool = True
    """Whether the screen is on, where the device has one."""
    person: Person = field(default_factory=person.usual)
