"""Slack's file object (docs: reference/objects/file-object)."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.playground.address import Address
from bot.playground.channels import Channel
from bot.playground.files import PREVIEW_LINES, File, Kind, Share, Stage
from bot.playground.pictures import Picture
from bot.playground.roster import Roster
from bot.playground.values import Json

UNKNOWN = Kind("", "", "")
THUMB = 360


@dataclass(frozen=True)
class FileObjects:
    """Shows files to the app; until one is processed its kind is empty, as a client that polls expects."""

    roster: Roster
    address: Address

    def in_message(self, file: File, channel: Channel) -> Json:
        """Give the object that a message in a channel carries: Slack posts a file only once it is processed."""
        whole = self._whole(file)
        return whole | {"is_public": whole["is_public"] or channel.type == "public_channel"}

    def in_form(self, file: File) -> Json:
        """Give the object that a file_input holds; a person's client has waited until the file was processed."""
        return self._whole(file) | self._places(file)

    def in_answer(self, file: File) -> Json:
        """Give the object of files.info, as far as the file has come."""
        if file.stage < Stage.PROCESSED:
            return self._object(file, UNKNOWN) | self._shares(file)
        return self._whole(file) | self._shares(file)

    def _whole(self, file: File) -> Json:
        return self._object(file, file.kind) | _content(file)

    def _object(self, file: File, kind: Kind) -> Json:
        link = self.address.url(f"/files/{file.id}/{quote(file.name, safe='')}")
        return {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": kind.mimetype,
            "filetype": kind.filetype,
            "pretty_type": kind.pretty,
            "user": file.user_id,
            "user_team": self.roster.id,
            "editable": False,
            "size": file.size,
            "mode": "snippet" if file.snippet_type else "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": any(self._is_public(share) for share in file.shares),
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": link,
            "url_private_download": link,
            "permalink": f"https://{self.roster.domain}.slack.com/files/{file.user_id}/{file.id}/{quote(file.name)}",
            **({"alt_txt": file.alt_text} if file.alt_text else {}),
        }

    def _shares(self, file: File) -> Json:
        public = [share for share in file.shares if self._is_public(share)]
        private = [share for share in file.shares if not self._is_public(share)]
        grouped = {"public": self._by_channel(public), "private": self._by_channel(private)}
        return {"shares": {name: shares for name, shares in grouped.items() if shares}, **self._places(file)}

    def _places(self, file: File) -> Json:
        kinds = [(share.channel_id, self.roster.channel(share.channel_id).type) for share in file.shares]
        return {
            "channels": _distinct(kinds, "public_channel"),
            "groups": _distinct(kinds, "private_channel", "mpim"),
            "ims": _distinct(kinds, "im"),
        }

    def _by_channel(self, shares: list[Share]) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {}
        for share in shares:
            thread = {"thread_ts": share.thread_ts} if share.thread_ts else {}
            name = self.roster.channel(share.channel_id).name
            shown = {"ts": share.ts, "channel_name": name, "team_id": self.roster.id, **thread}
            found.setdefault(share.channel_id, []).append(shown)
        return found

    def _is_public(self, share: Share) -> bool:
        return self.roster.channel(share.channel_id).type == "public_channel"


def _content(file: File) -> Json:
    if file.picture:
        return _sizes(file.picture)
    if not file.is_text:
        return {}
    count = len(file.lines)
    return {"preview": file.preview, "lines": count, "lines_more": max(0, count - PREVIEW_LINES)}


def _sizes(picture: Picture) -> Json:
    shrunk = min(1, THUMB / max(picture.width, picture.height, 1))
    return {
        "original_w": picture.width,
        "original_h": picture.height,
        "thumb_360_w": round(picture.width * shrunk),
        "thumb_360_h": round(picture.height * shrunk),
    }


def _distinct(kinds: list[tuple[str, str]], *wanted: str) -> list[str]:
    return list(dict.fromkeys(channel_id for channel_id, kind in kinds if kind in wanted))
