"""The drawing process: a chart as JSON in, a PNG picture out, and it ends. `python -m handlers.charts.drawing`."""

import json
import logging
import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

FONT = Path(__file__).parent / "font" / "NotoSansSC-GB2312.otf"
WIDE, ROW, HEAD = 7.2, 0.62, 1.5  # inches: for a phone held upright
ROOM_FOR_TEXT = 1.6
WHOLE, FILLED, INK = "#a9c0de", "#2f6db5", "#1f2933"


def main() -> None:
    """Read one chart and write its picture."""
    chart = json.load(sys.stdin)
    sys.stdout.buffer.write(png(chart))


def png(chart: dict[str, Any]) -> bytes:
    """Return a chart of bars as PNG: the shape is that of `handlers.charts.charts.Chart`."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    bars = chart["bars"][::-1]
    font = FontProperties(fname=str(FONT), size=12)
    figure = Figure(figsize=(WIDE, HEAD + ROW * max(len(bars), 1)), dpi=150)
    axes = figure.add_axes((0.2, 0.14, 0.76, 0.86 - 0.62 / figure.get_figheight()))
    places = range(len(bars))
    top = max([bar["length"] for bar in bars] + [0]) or 1
    axes.barh(places, [bar["length"] for bar in bars], color=WHOLE, height=0.56)
    axes.barh(places, [bar["filled"] for bar in bars], color=FILLED, height=0.56)
    for place, bar in enumerate(bars):
        beside = bar["length"] + 0.02 * top
        axes.text(beside, place, bar["text"], va="center", color=INK, fontproperties=font)
    axes.set_yticks(list(places), [bar["name"] for bar in bars])
    for label in axes.get_yticklabels():
        label.set_fontproperties(font)
        label.set_color(INK)
    axes.set_xlim(0, ROOM_FOR_TEXT * top)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    figure.text(
        0.04,
        1 - 0.34 / figure.get_figheight(),
        chart["title"],
        color=INK,
        fontproperties=FontProperties(fname=str(FONT), size=15),
    )
    whole, filled = chart["key"]
    figure.text(0.2, 0.05, f"■ {filled}", color=FILLED, fontproperties=font)
    figure.text(0.52, 0.05, f"■ {whole}", color=WHOLE, fontproperties=font)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MPLCONFIGDIR"] = folder  # noqa: TID251  matplotlib's own, in a process of its own
        main()
