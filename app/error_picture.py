"""A problem as a small picture, for readers who asked for one: a broken image would say nothing."""

import textwrap
from xml.etree import ElementTree as ET

from app.errors import Problem
from engine.picture.text_width import text_width

SIZE = 16.0
LINE = 24
MARGIN = 16
COLUMNS = 64
"""Characters in a line, at which sentences are wrapped; wide characters make the picture wider."""


def draw_problem(problem: Problem, lang: str) -> str:
    """The SVG that shows the sentence and the hint."""
    sentences = (problem.message(lang), problem.hint(lang) or "")
    lines = [line for sentence in sentences for line in textwrap.wrap(sentence, COLUMNS)]
    width = round(2 * MARGIN + max(text_width(line, SIZE) for line in lines))
    return ET.tostring(_picture(lines, width, 2 * MARGIN + LINE * len(lines)), encoding="unicode")


def _picture(lines: list[str], width: int, height: int) -> ET.Element:
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
    ET.SubElement(svg, "title").text = " ".join(lines)
    ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#fff5f5"})
    for index, line in enumerate(lines):
        _write(svg, line, MARGIN + LINE * index + SIZE)
    return svg


def _write(svg: ET.Element, line: str, y: float) -> None:
    look = {"font-family": "sans-serif", "font-size": f"{SIZE:g}", "fill": "#8a1c1c"}
    ET.SubElement(svg, "text", {"x": str(MARGIN), "y": f"{y:g}", **look}).text = line
