"""Draws the icons of the store (`script/icons`): a back that arches over the floor, and a head."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from skill.interaction_models import MODELS

SIZES = (108, 512)
FOLDER = MODELS / "assets" / "images"
FINE = 4
"""Drawn so many times larger, and made smaller afterwards: that is what smooths the edges."""

GROUND, LINE, HEAD = "#0e6b7c", "#ffffff", "#8fe3f0"
BACK = ((9.5, 21.5), (11.0, 14.0), (15.0, 11.5), (21.0, 13.5))
"""A cubic curve from hip to shoulder, on a field of 32 by 32. The store cuts corners off, so they stay empty."""
LEGS = (((21.0, 13.5), (22.0, 24.0)), ((9.5, 21.5), (8.5, 24.0)))
WIDTH, HEAD_AT, HEAD_RADIUS, FIELD = 3.0, (24.3, 9.3), 2.9, 32.0

Point = tuple[float, float]


def icon(pixels: int) -> Image.Image:
    """The icon as a square of so many pixels."""
    scale = pixels * FINE / FIELD
    image = Image.new("RGB", (pixels * FINE, pixels * FINE), GROUND)
    draw = ImageDraw.Draw(image)
    for points in (_curve(), *LEGS):
        _line(draw, [(x * scale, y * scale) for x, y in points], WIDTH * scale)
    _dot(draw, (HEAD_AT[0] * scale, HEAD_AT[1] * scale), HEAD_RADIUS * scale, HEAD)
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


def _curve(parts: int = 48) -> list[Point]:
    """Points of the back's curve (Bernstein's form)."""
    found = []
    for at in (step / parts for step in range(parts + 1)):
        shares = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
        x, y = (sum(share * point[axis] for share, point in zip(shares, BACK, strict=True)) for axis in (0, 1))
        found.append((x, y))
    return found


def _line(draw: ImageDraw.ImageDraw, points: list[Point], width: float) -> None:
    draw.line(points, fill=LINE, width=round(width))
    for point in points:
        _dot(draw, point, width / 2, LINE)


def _dot(draw: ImageDraw.ImageDraw, at: Point, radius: float, color: str) -> None:
    draw.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), fill=color)


def file_of(pixels: int) -> Path:
    """Where the icon of this size is kept."""
    return FOLDER / f"icon_{pixels}.png"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        icon(size).save(file_of(size), optimize=True)
        print(file_of(size))
