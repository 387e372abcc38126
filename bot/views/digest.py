"""The digest: what a team's channel reads, with its picture in words beside it, and the preview of it."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.digest import Away, Curve, Digest, Preview, Standing, Talks
from bot.rules.room import Room
from bot.views.axis import days
from bot.views.blocks import TITLE_LENGTH, actions, button, clipped, context, escaped, header, plain, rendered, section
from bot.views.chart import Chart
from bot.views.objective import bar
from bot.views.refusal import sentence

PREVIEW, POST, POST_FORM, SCHEDULE = "digest_preview", "digest_post", "digest_post_form", "digest_schedule"
MOST_LINES, MOST_NAMES = 10, 8  # of who is away
NAME_LENGTH = 60

Said = tuple[str, list[dict[str, Any]]]


def message(digest: Digest, t: Translator, *, picture: str) -> Said:
    """Return the digest as the channel reads it; `picture` is the id of the file that shows its curve."""
    shown: list[Block] = []
    if digest.curve:
        image = ImageBlock(
            slack_file=SlackFile(id=picture), alt_text=in_words(digest.curve, t), title=plain(picture_title(t), 2000)
        )
        shown.append(image)
    return _told(digest, t), rendered(_blocks(digest, shown, t))


def preview(preview: Preview, room: Room, t: Translator) -> Said:
    """Return the digest for whoever posts it: with a bar in the place of the picture, and the button that posts it."""
    buttons = [_post_button(preview, room, t)] if room.member else []
    blocks = [
        *_preview_blocks(preview, room, t),
        actions([*buttons, _schedule_button(preview.team_id, t)]),
    ]
    return _told(preview.digest, t), rendered(blocks)


def preview_form(preview: Preview, room: Room, t: Translator) -> dict[str, Any]:
    """Return the preview as a modal, which posts when it is sent."""
    told = {"locale": t.tag, "team": preview.team_id, "seen_at": preview.digest.until.isoformat()}
    view = View(
        type="modal",
        callback_id=POST_FORM,
        title=plain(t("The digest")),
        submit=plain(t("Post"), TITLE_LENGTH) if room.member else None,
        close=plain(t("Close")),
        private_metadata=json.dumps(told),
        blocks=[*_preview_blocks(preview, room, t), actions([_schedule_button(preview.team_id, t)])],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[int, datetime]:
    """Return which team's digest is to be posted, and when whoever posts it looked at it."""
    told = json.loads(view["private_metadata"])
    return told["team"], datetime.fromisoformat(told["seen_at"])


def read_button(value: str) -> tuple[int, datetime]:
    """Return the same of the button that posts."""
    team_id, _, seen_at = value.partition(" ")
    return int(team_id), datetime.fromisoformat(seen_at)


def posted(room: Room, t: Translator) -> str:
    return ":white_check_mark: " + t("The digest is on its way to {channel}.", channel=f"<#{room.id}>")


def home_line(team_id: int, moment: str, t: Translator) -> Block:
    """Tell whoever leads a team when its digest comes, with a way to see it beforehand."""
    return section(
        ":bar_chart: " + t("Next digest: {moment}", moment=moment),
        button=button(t("Preview the digest"), PREVIEW, team_id),
    )


def standing(found: Standing, t: Translator) -> str:
    """Say in one sentence how a team's objectives stand."""
    if found.total == 0:
        return t("No objective is under way.")
    if found.unknown == found.total:
        return t("Nobody has recorded a value yet.")
    if found.total == 1:
        return _only_one(found, t)
    if found.on_track == found.total:
        return t("All {n} objectives are on track.", n=found.total)
    return ", ".join(_parts(found, t)) + "."


def in_words(curve: Curve, t: Translator) -> str:
    """Say what the picture shows."""
    return t(
        "On {day}, the team is at {done} of the way; the pace asks for {asked}.",
        day=t.short_day(curve.today),
        done=t.share(curve.done),
        asked=t.share(curve.asked),
    )


def picture_title(t: Translator) -> str:
    return t("The team’s progress and the pace")


def chart(curve: Curve, t: Translator) -> Chart:
    """Return the picture of a curve, with its names in the language of whoever looks at it."""
    quarters = [n / 4 for n in range(5)]
    return Chart(
        way=tuple((day, float(share)) for day, share in curve.way),
        way_name=t("Team on average: {share}", share=t.share(curve.done)),
        pace=tuple((day, float(share)) for day, share in curve.pace),
        pace_name=t("Pace: {share}", share=t.share(curve.asked)),
        today=curve.today,
        today_name=t.short_day(curve.today),
        dates=days(curve.pace[0][0], curve.pace[-1][0], t),
        shares=tuple((one, t.percent(one)) for one in quarters),
    )


def _blocks(digest: Digest, shown: list[Block], t: Translator) -> Iterator[Block]:
    first, last = t.short_day(digest.since, digest.zone), t.short_day(digest.until, digest.zone)
    yield header(t("Team digest: {team}", team=digest.team))
    yield context(first if first == last else t("From {first} to {last}", first=first, last=last))
    yield section(f":dart: *{standing(digest.standing, t)}*")
    yield from shown
    yield section("\n".join(_facts(digest, first, t)))
    if digest.away:
        yield section("\n".join(_away(digest, t)))
    yield context(":busts_in_silhouette: " + t("These are figures of the whole team. Nobody’s own are shown."))


def _preview_blocks(preview: Preview, room: Room, t: Translator) -> Iterator[Block]:
    yield context(":eyes: " + t("Only you see this preview. In the channel, a picture goes with it."))
    curve = preview.digest.curve
    shown: list[Block] = [section(f"{bar(curve.done)} {t.share(curve.done)}\n{in_words(curve, t)}")] if curve else []
    yield from _blocks(preview.digest, shown, t)
    yield DividerBlock()
    if not room.member:
        yield section(f":warning: {sentence(room.refusal(), t)}")


def _post_button(preview: Preview, room: Room, t: Translator) -> ButtonElement:
    text = t("Post it in #{channel}", channel=room.name) if room.name else t("Post it in the channel")
    return button(text, POST, f"{preview.team_id} {preview.digest.until.isoformat()}", style="primary")


def _schedule_button(team_id: int, t: Translator) -> ButtonElement:
    return button(t("Choose when it is posted"), SCHEDULE, team_id)


def _told(digest: Digest, t: Translator) -> str:
    """Say what a notification shows."""
    return t("Digest of {team}. {standing}", team=escaped(digest.team), standing=standing(digest.standing, t))


def _only_one(found: Standing, t: Translator) -> str:
    if found.on_track:
        return t("The one objective under way is on track.")
    if found.needs_attention:
        return t("The one objective under way needs attention.")
    return t("The one objective under way is off track.")


def _parts(found: Standing, t: Translator) -> Iterator[str]:
    n = found.total
    if found.on_track:
        yield t.plural(
            "{n} of {total} objectives is on track", "{n} of {total} objectives are on track", found.on_track, total=n
        )
    else:
        yield t("None of the {total} objectives is on track", total=n)
    if found.needs_attention:
        yield t.plural("{n} needs attention", "{n} need attention", found.needs_attention)
    if found.off_track:
        yield t.plural("{n} is off track", "{n} are off track", found.off_track)
    if found.unknown:
        yield t.plural("{n} has no value yet", "{n} have no value yet", found.unknown)


def _facts(digest: Digest, since: str, t: Translator) -> Iterator[str]:
    yield ":speech_balloon: " + " ".join(_talks(digest.talks, t))
    if digest.standing.total:
        yield ":link: " + _linked(digest.linked, digest.standing.total, t)
    if digest.reached:
        reached = t.plural(
            "{n} objective was reached since {day}.",
            "{n} objectives were reached since {day}.",
            digest.reached,
            day=since,
        )
        yield f":tada: {reached}"
    if digest.actions_done:
        done = t.plural("{n} action done since {day}.", "{n} actions done since {day}.", digest.actions_done, day=since)
        yield f":white_check_mark: {done}"


def _talks(talks: Talks, t: Translator) -> Iterator[str]:
    if talks.due == 1:
        yield t("The check-in that was due was held.") if talks.held else t("The check-in that was due was not held.")
    elif talks.due and talks.held == talks.due:
        yield t("The {n} check-ins planned were all held.", n=talks.due)
    elif talks.due:
        yield t("{held} of {n} check-ins held.", held=talks.held, n=talks.due)
    elif not talks.skipped:
        yield t("No check-in was due.")
    if talks.skipped:
        yield t.plural("{n} was skipped.", "{n} were skipped.", talks.skipped)


def _linked(linked: int, total: int, t: Translator) -> str:
    if linked == 0:
        return t("No objective is linked to a strategy line yet.")
    if linked < total:
        return t.plural(
            "{n} of {total} objectives is linked to a strategy line.",
            "{n} of {total} objectives are linked to a strategy line.",
            linked,
            total=total,
        )
    if total == 1:
        return t("The objective is linked to a strategy line.")
    return t("All {n} objectives are linked to a strategy line.", n=total)


def _away(digest: Digest, t: Translator) -> Iterator[str]:
    title = t("Away today and in the coming 7 days")
    yield f":palm_tree: *{title}*"
    for away in digest.away[:MOST_LINES]:
        yield "• " + t("{names}: {days}", names=_names(away, t), days=_days(away, digest.today, t))
    if (more := len(digest.away) - MOST_LINES) > 0:
        yield t.plural("and {n} more", "and {n} more", more)


def _names(away: Away, t: Translator) -> str:
    names = [escaped(clipped(name, NAME_LENGTH)) for name in away.names[:MOST_NAMES]]
    if (more := len(away.names) - MOST_NAMES) > 0:
        names.append(t.plural("{n} more", "{n} more", more))
    return t.listed(names)


def _days(away: Away, today: date, t: Translator) -> str:
    first, last = t.short_day(away.starts_on), t.short_day(away.ends_on)
    if away.holiday:
        return t("{day} (public holiday)", day=first)
    if away.ends_on == today:
        return t("today")
    if away.starts_on <= today:
        return t("until {end}", end=last)
    return first if away.starts_on == away.ends_on else t("from {first} to {last}", first=first, last=last)
