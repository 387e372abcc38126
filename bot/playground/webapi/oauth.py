"""oauth.v2.access, auth.revoke and apps.uninstall: how a token comes and goes (docs: authentication)."""

import secrets

from bot.playground.errors import SlackError
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall


def oauth_v2_access(call: ApiCall) -> Json:
    """Exchange a code for the bot's token; the client's id and secret may come by HTTP Basic.

    Raises invalid_client_id, bad_client_secret, invalid_grant_type, invalid_code, bad_redirect_uri.
    """
    _check_client(call)
    if call.args.text("grant_type") not in (None, "authorization_code"):
        raise SlackError("invalid_grant_type")
    workspace = call.workspace
    grant = workspace.grants.exchange(call.args.text("code") or "", call.args.text("redirect_uri"))
    return {
        "access_token": workspace.install(grant.scopes),
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes)),
        "bot_user_id": workspace.bot_user_id,
        "app_id": workspace.app_id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "authed_user": {"id": grant.user_id},
        "is_enterprise_install": False,
    }


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
