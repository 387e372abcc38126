"""Where blocks and elements may stand: in a message, in a modal, on Home."""

from collections.abc import Mapping

Surfaces = frozenset[str]

EVERYWHERE: Surfaces = frozenset({"message", "modal", "home"})
MESSAGES: Surfaces = frozenset({"message"})
MODALS: Surfaces = frozenset({"modal"})
NO_MODALS: Surfaces = frozenset({"message", "home"})
NO_MESSAGES: Surfaces = frozenset({"modal", "home"})
NO_HOMES: Surfaces = frozenset({"message", "modal"})

ELEMENT_SURFACES: Mapping[str, Surfaces] = {
    "number_input": MODALS,
    "email_text_input": MODALS,
    "url_text_input": MODALS,
    "file_input": MODALS,
    "rich_text_input": NO_MESSAGES,
    "datetimepicker": NO_HOMES,
    "workflow_button": MESSAGES,
}
"""Elements that do not stand everywhere their block does (docs: reference/block-kit/block-elements)."""


def element_surfaces(kind: str) -> Surfaces:
    return ELEMENT_SURFACES.get(kind, EVERYWHERE)
