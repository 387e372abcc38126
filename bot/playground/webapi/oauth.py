"""oauth.v2.access, auth.revoke and apps.uninstall: how a token comes and goes (docs: authentication)."""

import secrets

from bot.playground.errors import SlackError
from bot.playground.tokens import Grant
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall
from bot.playground.workspace import Workspace


def oauth_v2_access(call: ApiCall) -> Json:
    """Exchange a code for the bot's token, the person's, or both; the client's id and secret may come by HTTP Basic.

    Raises invalid_client_id, bad_client_secret, invalid_grant_type, invalid_code, bad_redirect_uri.
    """
    _check_client(call)
    if call.args.text("grant_type") not in (None, "authorization_code"):
        raise SlackError("invalid_grant_type")
    workspace = call.workspace
    grant = workspace.grants.exchange(call.args.text("code") or "", call.args.text("redirect_uri"))
    return _bot(workspace, grant) | {
        "app_id": workspace.app_id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "authed_user": _authed_user(workspace, grant),
        "is_enterprise_install": False,
    }


def _bot(workspace: Workspace, grant: Grant) -> Json:
    if grant.user_scopes and not grant.scopes:
        return {}
    return {
        "access_token": workspace.install(grant.scopes),
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes)),
        "bot_user_id": workspace.bot_user_id,
    }


def _authed_user(workspace: Workspace, grant: Grant) -> Json:
    if not grant.user_scopes:
        return {"id": grant.user_id}
    token = workspace.tokens.issue_for(grant.user_id, grant.user_scopes)
    scope = ",".join(sorted(workspace.tokens.behalves[token].scopes))
    return {"id": grant.user_id, "scope": scope, "access_token": token, "token_type": "user"}


def auth_revoke(call: ApiCall) -> Json:
    """End the token that asks for it; with `test` nothing changes."""
    test = call.args.flag("test")
    if not test:
        call.workspace.revoke(str(call.token))
    return {"revoked": not test}


def apps_uninstall(call: ApiCall) -> Json:
    """Take the app out of the workspace; raises invalid_client_id, bad_client_secret."""
    _check_client(call)
    call.workspace.uninstall()
    return {}


def _check_client(call: ApiCall) -> None:
    if call.args.text("client_id") != call.workspace.client_id:
        raise SlackError("invalid_client_id")
    if not secrets.compare_digest(call.args.text("client_secret") or "", call.workspace.client_secret):
        raise SlackError("bad_client_secret")
