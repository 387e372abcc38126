"""Valid payloads of Block Kit, as slack-sdk's models make them, for hypothesis to choose from."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks import basic_components as objects
from slack_sdk.models.blocks import block_elements as parts
from slack_sdk.models.views import View

from bot.playground.blockkit.blocks import SURFACES

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
    "workflow_button": made(
        parts.WorkflowButtonElement,
        action_id=ids,
        text=plain(),
        workflow=st.builds(
            objects.Workflow,
            trigger=st.builds(
                objects.WorkflowTrigger,
                url=links,
                customizable_input_parameters=st.lists(
                    st.fixed_dictionaries({"name": words, "value": words}), max_size=2
                ),
            ),
        ),
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
IN_SECTION = ("button", "workflow_button", "image", "overflow", *PICKERS, *MENUS)
IN_ACTIONS = ("button", "workflow_button", "overflow", "datetimepicker", "rich_text_input", *PICKERS, *MENUS)
IN_INPUT = ("datetimepicker", "file_input", *PICKERS, *MENUS, *TYPED)
ONLY_ON = {
    "workflow_button": {"message"},
    "datetimepicker": {"message", "modal"},
    "rich_text_input": {"modal", "home"},
    **{key: {"modal"} for key in ["number_input", "email_text_input", "url_text_input", "file_input"]},
}
"""Elements that do not stand on every surface."""


def of(*names: str, surface: str | None = None) -> SearchStrategy[Json]:
    """Make one of these elements that stands on the surface; without a surface, one that stands on each."""
    fitting = [name for name in names if name not in ONLY_ON or surface in ONLY_ON[name]]
    return st.sampled_from(fitting).flatmap(MADE.__getitem__)


def block(kind: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return st.fixed_dictionaries({"type": st.just(kind), "block_id": ids, **fields})


def shown(text: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return text.map(lambda one: one.to_dict())


@st.composite
def rich_texts(draw: st.DrawFn) -> sdk.RichTextBlock:
    piece = parts.RichTextElementParts
    style = piece.TextStyle(bold=draw(st.booleans()), code=draw(st.booleans()))
    line = [
        piece.Text(text=draw(words), style=style),
        piece.Link(url="https://acme.test", text=draw(words)),
        piece.User(user_id="U0LEA"),
        piece.Channel(channel_id="C0SALES"),
        piece.UserGroup(usergroup_id="S0SALES"),
        piece.Team(team_id="T0ACME"),
        piece.Emoji(name="wave"),
        piece.Broadcast(range="here"),
        piece.Color(value="#ff0000"),
        piece.Date(timestamp=1772442000, format="{date_short}"),
    ]
    code = [piece.Text(text=draw(words))]
    section = parts.RichTextSectionElement(elements=draw(st.lists(st.sampled_from(line), min_size=1, max_size=4)))
    every = [
        section,
        parts.RichTextListElement(elements=[section], style=draw(st.sampled_from(["bullet", "ordered"])), indent=1),
        parts.RichTextQuoteElement(elements=line),
        parts.RichTextPreformattedElement(elements=code, border=0),
    ]
    return sdk.RichTextBlock(
        elements=draw(st.lists(st.sampled_from(every), min_size=1, max_size=3)), block_id=draw(ids)
    )


cells = st.fixed_dictionaries({"type": st.just("raw_text"), "text": words})
numbers = st.fixed_dictionaries({"type": st.just("raw_number"), "value": st.integers(), "text": words})
rich_cells = shown(rich_texts())
any_cell = cells | numbers | rich_cells
pictured = st.builds(sdk.ImageElement, image_url=pictures, alt_text=words)
buttons = st.builds(sdk.ButtonElement, **ACTION, text=plain(), value=maybe | words)
cards = st.builds(
    sdk.CardBlock,
    block_id=ids,
    hero_image=maybe | pictured,
    icon=maybe | pictured,
    title=either(),
    subtitle=maybe | either(),
    body=maybe | either(),
    actions=maybe | st.lists(buttons, min_size=1, max_size=3),
)
tasks = st.builds(
    sdk.TaskCardBlock,
    block_id=ids,
    task_id=ids,
    title=words,
    status=st.sampled_from(["pending", "in_progress", "complete", "error"]),
    details=maybe | rich_texts(),
    output=maybe | rich_texts(),
    sources=maybe | st.lists(st.builds(parts.UrlSourceElement, url=links, text=words), max_size=2),
)
labels = st.lists(st.text("abcdefgh", min_size=1, max_size=20), min_size=1, max_size=4, unique=True)
values = st.floats(allow_nan=False, allow_infinity=False) | st.integers()


@st.composite
def charts(draw: st.DrawFn) -> Json:
    categories = draw(labels)
    if draw(st.booleans()):
        return {"type": "pie", "segments": [{"label": each, "value": draw(st.integers(1, 9))} for each in categories]}
    series = [
        {"name": name, "data": [{"label": each, "value": draw(values)} for each in categories]} for name in draw(labels)
    ]
    kind = draw(st.sampled_from(["bar", "area", "line"]))
    return {"type": kind, "series": series, "axis_config": {"categories": categories, "x_label": draw(words)}}


def rows_of(cell: SearchStrategy[Json], width: int) -> SearchStrategy[list[Json]]:
    return st.lists(cell, min_size=width, max_size=width)


def data_rows(width: int) -> SearchStrategy[list[list[Json]]]:
    below = st.lists(rows_of(any_cell, width), min_size=1, max_size=3)
    return st.tuples(rows_of(cells | numbers, width), below).map(lambda parted: [parted[0], *parted[1]])


def written(surface: str | None = None) -> dict[str, SearchStrategy[Json]]:
    """Make every block for a surface; without one, such as stand on each of theirs."""
    simple = {
        "section": made(sdk.SectionBlock, block_id=ids, text=either())
        | made(sdk.SectionBlock, block_id=ids, fields=st.lists(either(), min_size=1, max_size=10))
        | block("section", text=shown(either()), accessory=of(*IN_SECTION, surface=surface)),
        "divider": made(sdk.DividerBlock, block_id=ids),
        "header": made(sdk.HeaderBlock, block_id=ids, text=plain()),
        "image": made(sdk.ImageBlock, block_id=ids, image_url=pictures, alt_text=words, title=maybe | plain()),
        "context": made(
            sdk.ContextBlock, block_id=ids, elements=st.lists(either() | pictured, min_size=1, max_size=10)
        ),
        "actions": block("actions", elements=st.lists(of(*IN_ACTIONS, surface=surface), min_size=1, max_size=5)),
        "input": block("input", label=shown(plain()), element=of(*IN_INPUT, surface=surface), optional=st.booleans()),
        "rich_text": shown(rich_texts()),
        "table": made(
            sdk.TableBlock,
            block_id=ids,
            rows=st.lists(st.lists(any_cell, min_size=1, max_size=4), min_size=1, max_size=3),
            column_settings=maybe | st.just([{"align": "right", "is_wrapped": True}]),
        ),
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
    return {
        **simple,
        "context_actions": block(
            "context_actions", elements=st.lists(of("feedback_buttons", "icon_button"), min_size=1, max_size=5)
        ),
        "markdown": made(sdk.MarkdownBlock, block_id=ids, text=words),
        "file": made(sdk.FileBlock, block_id=ids, external_id=ids, source=st.just("remote")),
        "alert": made(
            sdk.AlertBlock, block_id=ids, text=either(), level=maybe | st.sampled_from(["default", "info", "error"])
        ),
        "card": shown(cards),
        "carousel": made(sdk.CarouselBlock, block_id=ids, elements=st.lists(cards, min_size=1, max_size=3)),
        "container": made(
            sdk.ContainerBlock,
            block_id=ids,
            title=plain(),
            rich_text_title=maybe | shown(rich_texts()),
            subtitle=maybe | either(),
            icon=maybe | pictured,
            width=maybe | st.sampled_from(["narrow", "standard", "wide", "full"]),
            is_collapsible=maybe | st.just(True),
            child_blocks=st.lists(st.one_of(*simple.values()), min_size=1, max_size=3),
        ),
        "task_card": shown(tasks),
        "plan": made(sdk.PlanBlock, block_id=ids, title=words, tasks=st.lists(tasks, max_size=3)),
        "data_table": st.integers(1, 4).flatmap(
            lambda width: block("data_table", caption=words, rows=data_rows(width), page_size=st.integers(1, 100))
        ),
        "data_visualization": block("data_visualization", title=words, chart=charts()),
    }


WRITTEN = written()


def blocks_on(surface: str) -> SearchStrategy[list[Json]]:
    kinds = [strategy for kind, strategy in written(surface).items() if surface in SURFACES[kind]]
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).filter(few_charts)


def few_charts(blocks: list[Json]) -> bool:
    return sum(block["type"] == "data_visualization" for block in blocks) <= 2


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
