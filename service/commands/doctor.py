"""Whether the archive is whole."""

from service.commands.options import Json


def doctor(as_json: Json = False) -> None:
    """x"""
