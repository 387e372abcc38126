"""Every method there is: who answers it, with which token, under which scopes (any one is enough)."""

from dataclasses import dataclass

from bot.playground.webapi import chat, conversations, files, general, users, views
from bot.playground.webapi.call import Handler

READ = ("channels:read", "groups:read", "mpim:read", "im:read")
HISTORY = ("channels:history", "groups:history", "mpim:history", "im:history")
OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")
ANYONE = None


@dataclass(frozen=True)
class Method:
    handler: Handler
    scopes: tuple[str, ...] = ()
    token: str | None = "bot"  # noqa: S105 - a kind of token


METHODS: dict[str, Method] = {
    "api.test": Method(general.api_test, token=ANYONE),
    "apps.connections.open": Method(general.apps_connections_open, token="app"),  # noqa: S106 - a kind of token
    "auth.test": Method(general.auth_test),
    "bots.info": Method(general.bots_info, ("users:read",)),
    "chat.delete": Method(chat.chat_delete, ("chat:write",)),
    "chat.getPermalink": Method(chat.chat_get_permalink),
    "chat.postEphemeral": Method(chat.chat_post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.chat_post_message, ("chat:write",)),
    "chat.update": Method(chat.chat_update, ("chat:write",)),
    "conversations.history": Method(conversations.conversations_history, HISTORY),
    "conversations.info": Method(conversations.conversations_info, READ),
    "conversations.list": Method(conversations.conversations_list, READ),
    "conversations.members": Method(conversations.conversations_members, READ),
    "conversations.open": Method(conversations.conversations_open, OPEN),
    "conversations.replies": Method(conversations.conversations_replies, HISTORY),
    "files.completeUploadExternal": Method(files.files_complete_upload_external, ("files:write",)),
    "files.delete": Method(files.files_delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.files_get_upload_url_external, ("files:write",)),
    "files.info": Method(files.files_info, ("files:read",)),
    "reactions.add": Method(chat.reactions_add, ("reactions:write",)),
    "team.info": Method(general.team_info, ("team:read",)),
    "users.conversations": Method(users.users_conversations, READ),
    "users.info": Method(users.users_info, ("users:read",)),
    "users.list": Method(users.users_list, ("users:read",)),
    "views.open": Method(views.views_open),
    "views.publish": Method(views.views_publish),
    "views.push": Method(views.views_push),
    "views.update": Method(views.views_update),
}
