"""Lines on a grid, as SVG."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 320, 70, 45, 40
Points = Sequence[tuple[float, float]]


def plotted(title: str, across: str, points: Points) -> str:
    """Return a plot of `points`, from zero up; each point is written beside its dot where they are few."""
    most_x, most_y = max(x for x, _ in points) or 1, max(y for _, y in points) * 1.15 or 1
    placed = [
        (LEFT + x / most_x * (WIDTH - LEFT - 30), HEIGHT - BOTTOM - y / most_y * (HEIGHT - BOTTOM - TOP))
        for x, y in points
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - 30}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{most_y * share:.3g}</text>')
        x = LEFT + share * (WIDTH - LEFT - 30)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{most_x * share:.4g}</text>')
    parts.append(f'<polyline points="{line}" fill="none" stroke="#0a58ca" stroke-width="2"/>')
    if len(points) <= 12:
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0a58ca"/>'
            f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{value:.3g}</text>'
            for (x, y), (_, value) in zip(placed, points, strict=True)
        ]
    return "\n".join([*parts, "</svg>\n"])
