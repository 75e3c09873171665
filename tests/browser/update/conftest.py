"""The page of these tests has drawn its first program."""

from tests.browser.drawn import traced

__all__ = ["traced"]
