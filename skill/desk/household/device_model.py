"""What a kind of device can do: its interfaces and its screen, by a name that the desk knows, or from a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skill.json_reader import Flaw, Json, Reader, Refuse

APL = "Alexa.Presentation.APL"
KNOWN = Path(__file__).parent / "devices.toml"
USUAL = "show-10"
SHAPES, MODES = ("rectangle", "round"), ("hub", "tv", "pc", "mobile", "auto")
STREAM_SECONDS = 180.0
CODECS = ["H_264_42", "H_264_41"]
"""What the video of every device plays."""


@dataclass(frozen=True)
class ScreenModel:
    """The screen of a device."""

    width: int
    height: int
    dpi: int = 160
    shape: str = "rectangle"
    mode: str = "hub"
    touch: bool = True


@dataclass(frozen=True)
class Location:
    """Where a device is: what it measures of that, in degrees and metres."""

    latitude: float
    longitude: float
    accuracy: float = 10.0
    altitude: float | None = None
    heading: float | None = None
    """Where it goes, from north: none where it stands."""
    speed: float | None = None
    """Metres in a second."""


@dataclass(frozen=True)
class DeviceModel:
    """One kind of device."""

    id: str
    name: str
    screen: ScreenModel | None = None
    apl: str = "2024.3"
    """The highest version of APL that it says it knows."""
    audio: bool = False
    video: bool = False
    location: Location | None = None
    """Latitude and longitude in degrees, accuracy in metres."""
    stream_seconds: float = STREAM_SECONDS

    def interfaces(self, with_screen: bool) -> Json:
        """The interfaces it tells a skill about. `with_screen`: not where its screen is switched off."""
        shows = self.screen is not None and with_screen
        return {
            **({"AudioPlayer": {}} if self.audio else {}),
            **({APL: {"runtime": {"maxVersion": self.apl}}} if shows else {}),
            **({"VideoApp": {}} if self.video and shows else {}),
            **({"Geolocation": {}} if self.location else {}),
        }

    def view(self) -> Json:
        """What it tells a skill about its screen: `Viewport`, and the newer list `Viewports`."""
        return _view(self.screen, self.video) if self.screen else {}


def _view(screen: ScreenModel, video: bool) -> Json:
    shape, mode = screen.shape.upper(), screen.mode.upper()
    size = {"pixelWidth": screen.width, "pixelHeight": screen.height}
    codecs = {"video": {"codecs": CODECS}} if video else {}
    return {
        "Viewport": {
            "experiences": [{"canRotate": False, "canResize": False}],
            "mode": mode,
            "shape": shape,
            **size,
            "currentPixelWidth": screen.width,
            "currentPixelHeight": screen.height,
            "dpi": screen.dpi,
            **({"touch": ["SINGLE"]} if screen.touch else {}),
            "keyboard": [] if screen.touch else ["DIRECTION"],
            **codecs,
        },
        "Viewports": [
            {
                "type": "APL",
                "id": "main",
                "shape": shape,
                "dpi": screen.dpi,
                "presentationType": "STANDARD",
                "canRotate": False,
                "configuration": {"current": {"mode": mode, "size": {"type": "DISCRETE", **size}, **codecs}},
            }
        ],
    }


@cache
def known() -> dict[str, DeviceModel]:
    """The devices that the desk knows, by name."""
    rows = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    return {id: read(id, Reader(row, lambda flaw: ValueError(str(flaw)), id)) for id, row in rows.items()}


def usual() -> DeviceModel:
    """The one that is pretended where nobody names another."""
    return known()[USUAL]


def device_model(told: str, refuse: Refuse) -> DeviceModel:
    """The device of this name, or of this file. `refuse` makes the error for one that is wrong or is not there."""
    if told in known():
        return known()[told]
    path = Path(told)
    whole = Reader(None, refuse, whole=f"--device {told}")
    if not path.is_file():
        raise whole.wrong("is no device and no file", f"use one of: {', '.join(known())}; or name a file in TOML")
    try:
        row = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise whole.wrong(f"cannot be read ({error})", "write it in TOML, as docs/any-skill.md shows") from None
    return read(path.stem, Reader(row, lambda flaw: refuse(_placed(flaw, told)), whole="the device"))


def read(id: str, told: Reader) -> DeviceModel:
    """A device from its description."""
    told.only("name", "screen", "apl", "audio", "video", "location", "stream_seconds")
    location, seconds = told["location"], told["stream_seconds"]
    return DeviceModel(
        id=id,
        name=told["name"].text(id),
        screen=_screen(told["screen"]) if told["screen"].is_given else None,
        apl=told["apl"].text("2024.3"),
        audio=told["audio"].flag(False),
        video=told["video"].flag(False),
        location=_place(location) if location.is_given else None,
        stream_seconds=seconds.number() if seconds.is_given else STREAM_SECONDS,
    )


def _screen(told: Reader) -> ScreenModel:
    told.only("width", "height", "dpi", "shape", "mode", "touch")
    return ScreenModel(
        width=told["width"].count(),
        height=told["height"].count(),
        dpi=told["dpi"].count() if told["dpi"].is_given else 160,
        shape=told["shape"].choice(SHAPES, "rectangle"),
        mode=told["mode"].choice(MODES, "hub"),
        touch=told["touch"].flag(True),
    )


def _place(told: Reader) -> Location:
    told.only("latitude", "longitude", "accuracy", "altitude", "heading", "speed")
    more = {key: told[key].number() for key in ("accuracy", "altitude", "heading", "speed") if told[key].is_given}
    return Location(told["latitude"].number(), told["longitude"].number(), **more)


def _placed(flaw: Flaw, file: str) -> Flaw:
    return Flaw(flaw.kind, f"{file}: {flaw.place}", flaw.found, flaw.remedy)
