"""A reliability curve as an SVG picture: how sure the engine was against how often it was right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

SIDE, EDGE = 420, 50
INKS = ("#1b6ca8", "#c8553d", "#588157", "#7b2cbf", "#b08900", "#444444")


def draw(path: Path, curves: Mapping[str, Iterable[tuple[float, float, int]]]) -> None:
    """Write the picture: one line a set, a dot a tenth of confidence, its area the number of questions."""
    parts = [_frame()]
    for row, (name, curve) in enumerate(curves.items()):
        ink, points = INKS[row % len(INKS)], list(curve)
        line = " ".join(f"{_x(said):.1f},{_y(was):.1f}" for said, was, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="1.5"/>')
        most = max((count for _, _, count in points), default=1)
        parts += [
            f'<circle cx="{_x(said):.1f}" cy="{_y(was):.1f}" r="{2 + 7 * (count / most) ** 0.5:.1f}" fill="{ink}"'
            f' fill-opacity="0.6"><title>{count} questions: sure {said:.0%}, right {was:.0%}</title></circle>'
            for said, was, count in points
        ]
        parts.append(f'<text x="{EDGE + 12}" y="{EDGE + 20 + 17 * row}" fill="{ink}">{escape(name)}</text>')
    size = SIDE + 2 * EDGE
    body = "\n".join(parts)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"'
        f' font-family="sans-serif" font-size="13">\n'
        f'<rect width="{size}" height="{size}" fill="white"/>\n{body}\n</svg>\n',
        "utf-8",
    )


def _frame() -> str:
    ticks = "".join(
        f'<line x1="{_x(t)}" y1="{_y(0)}" x2="{_x(t)}" y2="{_y(1)}" stroke="#ddd"/>'
        f'<line x1="{_x(0)}" y1="{_y(t)}" x2="{_x(1)}" y2="{_y(t)}" stroke="#ddd"/>'
        f'<text x="{_x(t)}" y="{_y(0) + 18}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{_x(0) - 8}" y="{_y(t) + 4}" text-anchor="end">{t:.1f}</text>'
        for t in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    diagonal = f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="5 4"/>'
    middle, low = EDGE + SIDE / 2, 2 * EDGE + SIDE - 10
    names = (
        f'<text x="{middle}" y="{low}" text-anchor="middle">how sure the engine was</text>'
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">'
        "how often the first one was right</text>"
    )
    return ticks + diagonal + names


def _x(value: float) -> float:
    return EDGE + SIDE * value


def _y(value: float) -> float:
    return EDGE + SIDE * (1 - value)
