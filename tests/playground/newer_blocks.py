"""One of each of Block Kit's newer blocks, for the apps in these tests."""

from typing import Any

from tests.playground.blocks import actions, button, plain


def raw(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def number(value: float) -> dict[str, Any]:
    return {"type": "raw_number", "value": value, "text": f"{value:g} k€"}


def rich(text: str, **style: bool) -> dict[str, Any]:
    words = {"type": "text", "text": text, **({"style": style} if style else {})}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": plain(text)}


def plotted(kind: str) -> dict[str, Any]:
    months = ["July", "August", "September"]
    series = [
        {"name": name, "data": [{"label": month, "value": value} for month, value in zip(months, row, strict=True)]}
        for name, row in {"North": [120, 80, 150], "South": [60, -20, 90]}.items()
    ]
    axes = {"categories": months, "x_label": "Month", "y_label": "k€"}
    return {
        "type": "data_visualization",
        "title": f"Sales, {kind}",
        "chart": {"type": kind, "series": series, "axis_config": axes},
    }


PIE = {
    "type": "data_visualization",
    "title": "Portfolio",
    "chart": {"type": "pie", "segments": [{"label": "Key accounts", "value": 6}, {"label": "Others", "value": 3}]},
}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "go",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}
TRASH = {"type": "icon_button", "action_id": "trash", "icon": "trash", "text": plain("Delete"), "value": "it"}
WORKFLOW = {
    "type": "workflow_button",
    "action_id": "flow",
    "text": plain("Run"),
    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft01/x"}},
}
TABLE = {
    "type": "table",
    "rows": [[raw("Rep"), raw("Target")], [rich("Léa", bold=True), number(120)], [raw("Tom"), number(90)]],
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Open deals",
    "page_size": 2,
    "rows": [
        [raw("Client"), raw("Amount")],
        [raw("Brume"), number(30)],
        [raw("Aven"), number(9)],
        [raw("Cale"), number(100)],
    ],
}


def card(name: str) -> dict[str, Any]:
    words = {"title": name, "subtitle": "_Nantes_", "body": "Renews in *June*"}
    texts = {field: {"type": "mrkdwn", "text": text} for field, text in words.items()}
    return {"type": "card", **texts, "actions": [button("go", name)]}


CONTAINER = {
    "type": "container",
    "title": plain("This week"),
    "subtitle": plain("Two things"),
    "is_collapsible": True,
    "default_collapsed": True,
    "child_blocks": [section("Call Brume"), actions(button("go", "inside")) | {"block_id": "inner"}],
}
TASK = {
    "type": "task_card",
    "task_id": "1",
    "title": "Look the figures up",
    "status": "complete",
    "details": rich("Three sources"),
    "sources": [{"type": "url", "url": "https://acme.test/", "text": "Acme"}],
}
PLAN = {"type": "plan", "title": "How I went about it", "tasks": [TASK, TASK | {"task_id": "2", "status": "error"}]}
VIDEO = {
    "type": "video",
    "alt_text": "A talk",
    "title": plain("The talk"),
    "thumbnail_url": "data:,",
    "video_url": "https://acme.test/talk",
    "provider_name": "Acme",
}

VERDICT = {"type": "context_actions", "block_id": "verdict", "elements": [FEEDBACK, TRASH]}
CAROUSEL = {"type": "carousel", "elements": [card("Aven"), card("Cale")]}
ALERTS = [{"type": "alert", "text": plain(f"It is {level}"), "level": level} for level in ("info", "error")]
