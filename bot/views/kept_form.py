"""A form in which what is typed is kept as it is typed."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.form import Begun, Kept
from bot.views.blocks import plain
from bot.views.fields import kept, which
from bot.views.typed import with_typed


def kept_form(
    form: Kept,
    begun: Begun,
    words: tuple[str, str],
    blocks: Iterable[Block],
    t: Translator,
    *,
    told: Mapping[str, Any],
    close: str = "",
) -> dict[str, Any]:
    """Return a form as it was left: of the kind it is kept as, with a title and the word that sends it.

    Its metadata tell what is `told`, its language and how it is kept. It is closed by Cancel, or by another word.
    """
    title, submit = words
    view = View(
        type="modal",
        callback_id=form.kind,
        title=plain(title),
        submit=plain(submit),
        close=plain(close or t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, **told, **which(form, begun.since)}),
        blocks=list(kept(blocks)),
    )
    return with_typed(view.to_dict(), begun.typed)
