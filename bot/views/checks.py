"""slack-sdk's checks of a block, looked for once a class: it looks through all names of every object it writes out."""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject


def install() -> None:
    """Have every block checked so."""
    JsonObject.validate_json = _check


def _check(self: JsonObject) -> None:
    """Raise SlackObjectFormationError for what Slack would refuse."""
    for name in checks(type(self)):
        getattr(self, name)()


@cache
def checks(kind: type[JsonObject]) -> tuple[str, ...]:
    """Name the methods of a class that check its objects."""
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))
