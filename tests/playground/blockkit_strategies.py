"""Valid payloads of Block Kit, as slack-sdk's models make them, for hypothesis to choose from."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks import basic_components as objects
from slack_sdk.models.blocks import block_elements as parts
from slack_sdk.models.views import View

from bot.playground.blockkit.blocks import BLOCKS

Json = dict[str, Any]

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
ids = st.uuids().map(str)
links = st.just("https://acme.test/page")
pictures = st.just("https://acme.test/a.png")
maybe = st.none()


def plain() -> SearchStrategy[sdk.PlainTextObject]:
    return st.builds(sdk.PlainTextObject, text=words, emoji=st.booleans())


def either() -> SearchStrategy[Any]:
    return plain() | st.builds(sdk.MarkdownTextObject, text=words, verbatim=st.booleans())


confirms = st.builds(
    sdk.ConfirmObject,
    title=plain(),
    text=either(),
    confirm=plain(),
    deny=plain(),
    style=st.sampled_from(["primary", "danger"]),
)
options = st.builds(sdk.Option, text=plain(), value=ids, description=maybe | plain())
several = st.lists(options, min_size=1, max_size=5)
groups = st.lists(st.builds(sdk.OptionGroup, label=plain(), options=several), min_size=1, max_size=3)
filters = st.builds(sdk.ConversationFilter, include=st.just(["im", "public"]), exclude_bot_users=st.booleans())
dispatching = st.builds(objects.DispatchActionConfig, trigger_actions_on=st.just(["on_enter_pressed"]))
ACTION: Json = {"action_id": ids, "confirm": maybe | confirms}
MENU: Json = {**ACTION, "placeholder": maybe | plain()}
TYPING: Json = {"action_id": ids, "placeholder": maybe | plain(), "dispatch_action_config": maybe | dispatching}
MANY: Json = {"max_selected_items": maybe | st.integers(1, 50)}


def made(model: Any, **fields: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return st.builds(model, **fields).map(lambda one: one.to_dict())


MADE: dict[str, SearchStrategy[Json]] = {
    "button": made(
        sdk.ButtonElement,
        **ACTION,
        text=plain(),
        value=maybe | words,
        url=maybe | links,
        style=maybe | st.just("primary"),
    ),
    "image": made(sdk.ImageElement, image_url=pictures, alt_text=words),
    "overflow": made(sdk.OverflowMenuElement, **ACTION, options=st.lists(options, min_size=2, max_size=5)),
    "checkboxes": made(sdk.CheckboxesElement, **ACTION, options=several),
    "radio_buttons": made(sdk.RadioButtonsElement, **ACTION, options=several),
    "static_select": made(sdk.StaticSelectElement, **MENU, options=several)
    | made(sdk.StaticSelectElement, **MENU, option_groups=groups),
    "multi_static_select": made(sdk.StaticMultiSelectElement, **MENU, **MANY, options=several),
    "external_select": made(sdk.ExternalDataSelectElement, **MENU, min_query_length=maybe | st.integers(0, 9)),
    "multi_external_select": made(sdk.ExternalDataMultiSelectElement, **MENU, **MANY),
    "users_select": made(sdk.UserSelectElement, **MENU, initial_user=maybe | st.just("U0LEA")),
    "multi_users_select": made(sdk.UserMultiSelectElement, **MENU, **MANY, initial_users=maybe | st.just(["U0LEA"])),
    "conversations_select": made(sdk.ConversationSelectElement, **MENU, filter=maybe | filters),
    "multi_conversations_select": made(sdk.ConversationMultiSelectElement, **MENU, **MANY, filter=maybe | filters),
    "channels_select": made(sdk.ChannelSelectElement, **MENU, initial_channel=maybe | st.just("C0SALES")),
    "multi_channels_select": made(sdk.ChannelMultiSelectElement, **MENU, **MANY),
    "datepicker": made(sdk.DatePickerElement, **MENU, initial_date=maybe | st.just("2026-10-06")),
    "timepicker": made(sdk.TimePickerElement, **MENU, initial_time=maybe | st.just("09:30")),
    "datetimepicker": made(sdk.DateTimePickerElement, **ACTION, initial_date_time=maybe | st.just(1772442000)),
    "plain_text_input": made(
        sdk.PlainTextInputElement, **TYPING, multiline=st.booleans(), max_length=st.integers(1, 3000)
    ),
    "number_input": made(
        sdk.NumberInputElement, **TYPING, is_decimal_allowed=st.booleans(), min_value=maybe | st.just("1.5")
    ),
    "email_text_input": made(sdk.EmailInputElement, **TYPING),
    "url_text_input": made(sdk.UrlInputElement, **TYPING),
    "rich_text_input": made(sdk.RichTextInputElement, **TYPING),
    "file_input": made(parts.FileInputElement, action_id=ids, max_files=st.integers(1, 10)),
    "feedback_buttons": made(
        parts.FeedbackButtonsElement,
        action_id=ids,
        positive_button=st.builds(sdk.FeedbackButtonObject, text=plain(), value=words),
        negative_button=st.builds(sdk.FeedbackButtonObject, text=plain(), value=words),
    ),
    "icon_button": made(parts.IconButtonElement, **ACTION, icon=st.just("trash"), text=plain(), value=maybe | words),
}
MENUS = [name for name in MADE if name.endswith("_select")]
PICKERS = ["checkboxes", "radio_buttons", "datepicker", "timepicker"]
TYPED = ["plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"]
IN_SECTION = ("button", "image", "overflow", *PICKERS, *MENUS)
IN_ACTIONS = ("button", "overflow", "datetimepicker", *PICKERS, *MENUS)
IN_INPUT = ("datetimepicker", *PICKERS, *MENUS, *TYPED)


def of(*names: str) -> SearchStrategy[Json]:
    return st.sampled_from(names).flatmap(MADE.__getitem__)


def block(kind: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return st.fixed_dictionaries({"type": st.just(kind), "block_id": ids, **fields})


def shown(text: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return text.map(lambda one: one.to_dict())


WRITTEN: dict[str, SearchStrategy[Json]] = {
    "section": made(sdk.SectionBlock, block_id=ids, text=either())
    | made(sdk.SectionBlock, block_id=ids, fields=st.lists(either(), min_size=1, max_size=10))
    | block("section", text=shown(either()), accessory=of(*IN_SECTION)),
    "divider": made(sdk.DividerBlock, block_id=ids),
    "header": made(sdk.HeaderBlock, block_id=ids, text=plain()),
    "image": made(sdk.ImageBlock, block_id=ids, image_url=pictures, alt_text=words, title=maybe | plain()),
    "context": made(sdk.ContextBlock, block_id=ids, elements=st.lists(either(), min_size=1, max_size=10)),
    "actions": block(
        "actions",
        elements=st.lists(of(*IN_ACTIONS), min_size=1, max_size=5),
    ),
    "context_actions": block(
        "context_actions", elements=st.lists(of("feedback_buttons", "icon_button"), min_size=1, max_size=5)
    ),
    "input": block("input", label=shown(plain()), element=of(*IN_INPUT), optional=st.booleans()),
    "rich_text": made(
        sdk.RichTextBlock,
        block_id=ids,
        elements=st.just([parts.RichTextSectionElement(elements=[parts.RichTextElementParts.Text(text="words")])]),
    ),
    "markdown": made(sdk.MarkdownBlock, block_id=ids, text=words),
    "table": made(sdk.TableBlock, block_id=ids, rows=st.just([[{"type": "raw_text", "text": "words"}]])),
    "file": made(sdk.FileBlock, block_id=ids, external_id=ids, source=st.just("remote")),
    "video": made(
        sdk.VideoBlock,
        block_id=ids,
        alt_text=words,
        title=plain(),
        thumbnail_url=pictures,
        video_url=links,
        author_name=maybe | words,
    ),
}


def blocks_on(surface: str) -> SearchStrategy[list[Json]]:
    kinds = [kind for kind in WRITTEN if surface in BLOCKS[kind].surfaces]
    written = [WRITTEN[kind] for kind in kinds]
    if surface == "modal":
        written.append(block("input", label=shown(plain()), element=MADE["file_input"]))
    return st.lists(st.one_of(written), min_size=1, max_size=4)


def view_of(surface: str, blocks: list[Json]) -> Json:
    """Put blocks into a view; around them it is the model's, which would look into them, too."""
    title, beside = sdk.PlainTextObject(text="Title"), [sdk.DividerBlock()]
    if surface == "home":
        shell = View(type="home", blocks=beside, private_metadata="words")
    else:
        shell = View(type="modal", title=title, submit=title, blocks=beside, callback_id="form")
    return {**shell.to_dict(), "blocks": blocks}


payloads = st.sampled_from(["message", "modal", "home"]).flatmap(
    lambda surface: blocks_on(surface).map(
        lambda blocks: (surface, blocks if surface == "message" else view_of(surface, blocks))
    )
)
