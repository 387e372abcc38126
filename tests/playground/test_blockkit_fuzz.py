"""Block Kit's rules under fire: whatever slack-sdk's models make is accepted, and with one fault in it refused.

The rules are the playground's own and know nothing of the models, so that each checks the other.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.blockkit import BlockKitError, accept_blocks, accept_view
from bot.playground.blockkit.blocks import SURFACES
from bot.playground.blockkit.elements import ELEMENTS
from tests.playground.blockkit_strategies import (
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    MADE,
    ONLY_ON,
    WRITTEN,
    Json,
    payloads,
    view_of,
)

Path = tuple[str | int, ...]

LARGE = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the strategies: what they draw is large
FUZZ = settings(derandomize=True, max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


def accept(surface: str, payload: Any) -> None:
    if surface == "message":
        accept_blocks(payload)
    else:
        accept_view(payload, surface)


# One fault


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Walk over everything in a payload that the rules look at."""
    if path:
        yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inside:
        yield from places(item, (*path, name))


def put(payload: Any, path: Path, item: Any) -> Any:
    spoiled = deepcopy(payload)
    holder = spoiled
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = item
    return spoiled


def of_another_type(value: Any) -> Any:
    return ["words"] if isinstance(value, str | int | dict) else "words"


def pointer(surface: str, path: Path) -> str:
    root = "/blocks" if surface == "message" else "/view"
    return "".join([root, *(f"/{name}" for name in path)])


def refused_at(surface: str, payload: Any) -> list[str]:
    with pytest.raises(BlockKitError) as refused:
        accept(surface, payload)
    return [problem.pointer for problem in refused.value.problems]


def test_every_block_and_element_that_the_rules_know_is_made_here() -> None:
    assert MADE.keys() == ELEMENTS.keys()
    assert WRITTEN.keys() == SURFACES.keys()


def another_type_is_refused_where_it_stands(surface: str, valid: Any, data: st.DataObject) -> None:
    path, value = data.draw(st.sampled_from([place for place in places(valid) if place[0] != ("type",)]))
    found = refused_at(surface, put(valid, path, of_another_type(value)))
    assert any(place.startswith(pointer(surface, path)) for place in found)


def an_unknown_field_is_refused_by_the_object_that_has_it(surface: str, valid: Any, data: st.DataObject) -> None:
    objects = [path for path, value in places(valid) if isinstance(value, dict)]
    path = data.draw(st.sampled_from(objects))
    assert pointer(surface, path) in refused_at(surface, put(valid, (*path, "colour"), "red"))


def an_unknown_type_is_refused(surface: str, valid: Any, data: st.DataObject) -> None:
    typed = [path for path, _ in places(valid) if path[-1] == "type" and len(path) > 1]
    path = data.draw(st.sampled_from(typed))
    assert pointer(surface, path) in refused_at(surface, put(valid, path, "hologram"))


def an_identifier_that_is_too_long_is_refused(surface: str, valid: Any, data: st.DataObject) -> None:
    identifiers = [path for path, _ in places(valid) if path[-1] in {"block_id", "action_id", "callback_id"}]
    path = data.draw(st.sampled_from(identifiers))
    assert pointer(surface, path) in refused_at(surface, put(valid, path, "x" * 256))


def a_block_that_stands_twice_is_refused(surface: str, valid: Any, _data: st.DataObject) -> None:
    blocks = valid if surface == "message" else valid["blocks"]
    twice = [*blocks, blocks[0]]
    spoiled = twice if surface == "message" else {**valid, "blocks": twice}
    place = ("block_id",) if surface == "message" else ("blocks", len(blocks), "block_id")
    expected = pointer(surface, (len(blocks), *place) if surface == "message" else place)
    assert expected in refused_at(surface, spoiled)


FAULTS = (
    another_type_is_refused_where_it_stands,
    an_unknown_field_is_refused_by_the_object_that_has_it,
    an_unknown_type_is_refused,
    an_identifier_that_is_too_long_is_refused,
    a_block_that_stands_twice_is_refused,
)


@LARGE
@FUZZ
@given(payloads, st.data())
def test_what_the_models_make_is_accepted_and_with_any_one_fault_refused(
    payload: tuple[str, Any], data: st.DataObject
) -> None:
    surface, valid = payload
    accept(surface, valid)
    for fault in FAULTS:
        fault(surface, valid, data)


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
@pytest.mark.parametrize("kind", SURFACES)
@settings(parent=FUZZ, max_examples=3)
@given(data=st.data())
def test_a_block_stands_on_its_own_surfaces_only(surface: str, kind: str, data: st.DataObject) -> None:
    written = data.draw(WRITTEN[kind])
    payload = [written] if surface == "message" else view_of(surface, [written])
    if surface in SURFACES[kind]:
        accept(surface, payload)
    else:
        path = (0, "type") if surface == "message" else ("blocks", 0, "type")
        assert refused_at(surface, payload) == [pointer(surface, path)]


HOMES: dict[str, tuple[str, Json, tuple[str, ...]]] = {
    "accessory": ("section", {"text": {"type": "mrkdwn", "text": "words"}}, IN_SECTION),
    "elements": ("actions", {}, IN_ACTIONS),
    "element": ("input", {"label": {"type": "plain_text", "text": "words"}}, IN_INPUT),
}


@pytest.mark.parametrize("kind", ELEMENTS)
@pytest.mark.parametrize("field", HOMES)
@settings(parent=FUZZ, max_examples=2)
@given(data=st.data())
def test_an_element_stands_in_its_own_blocks_only(field: str, kind: str, data: st.DataObject) -> None:
    element = data.draw(MADE[kind])
    kind_of_block, beside, allowed = HOMES[field]
    holder = {"type": kind_of_block, **beside, field: [element] if field == "elements" else element}
    place = (field, 0, "type") if field == "elements" else (field, "type")
    for surface in ("message", "modal", "home"):
        payload = [holder] if surface == "message" else view_of(surface, [holder])
        if kind in allowed and surface in ONLY_ON.get(kind, {surface}):
            accept(surface, payload)
        else:
            root: Path = (0,) if surface == "message" else ("blocks", 0)
            assert pointer(surface, (*root, *place)) in refused_at(surface, payload)
