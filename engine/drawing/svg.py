"""SVG elements, written by an XML serializer: no text of a person can become markup."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from engine.layout.geometry import Point
from engine.picture.text_width import Font, text_width

NAMESPACE = "http://www.w3.org/2000/svg"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, text: str | None = None, **attributes: object) -> Element:
    """An element; numbers are rounded, ``_`` in names is ``-``, a trailing one is dropped (``class_``)."""
    made = Element(tag, {_name(name): _value(value) for name, value in attributes.items() if value is not None})
    made.text = None if text is None else _readable(text)
    return made


def add(parent: Element, tag: str, text: str | None = None, **attributes: object) -> Element:
    """A new element at the end of ``parent``."""
    child = element(tag, text, **attributes)
    parent.append(child)
    return child


def add_number(parent: Element, text: str, size: float, room: float, font: Font, **attributes: object) -> Element:
    """A text that is squeezed where it is wider than ``room``; ``data-room`` tells the page where it may be."""
    width = room if text_width(text, size, font) > room else None
    adjust = width and "spacingAndGlyphs"
    return add(parent, "text", text, textLength=width, lengthAdjust=adjust, data_room=room, **attributes)


def to_text(root: Element) -> str:
    """The document as text."""
    return ElementTree.tostring(root, encoding="unicode")


def at(point: Point) -> str:
    """The value of ``transform`` that moves the origin to ``point``."""
    return f"translate({_value(point[0])},{_value(point[1])})"


def path(command: str, *points: Point) -> str:
    """One command of a path with its points."""
    return command + " ".join(f"{_value(x)},{_value(y)}" for x, y in points)


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else _readable(str(value))


def _readable(text: str) -> str:
    """The text without the characters that XML forbids, such as NUL and lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)
