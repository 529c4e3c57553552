"""setWebhook, deleteWebhook and getWebhookInfo."""

import re
from urllib.parse import urlsplit

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.methods.polling import read_allowed
from sandbox.webhooks import LOOPBACK, Webhook

PORTS = frozenset({443, 80, 88, 8443})
MOST_CONNECTIONS = 100

_SECRET = re.compile(r"[A-Za-z0-9_\-]{0,256}")


def set_webhook(call: Call) -> bool:
    """setWebhook: from now on updates are delivered to `url`; an empty one ends that."""
    params, bot = call.params, call.bot
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(call)
    _check_url(url)
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    most = params.integer("max_connections") or 40
    if not 1 <= most <= MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    allowed = read_allowed(params.json("allowed_updates", "allowed updates"))
    if allowed is not None:
        bot.updates.allowed = allowed or None
    if params.flag("drop_pending_updates"):
        bot.updates.clear()
    bot.webhook = Webhook(url, secret, most)
    bot.poll = None
    bot.updates.arrived.set()
    call.couriers.start(bot)
    return True


def delete_webhook(call: Call) -> bool:
    """deleteWebhook: back to getUpdates."""
    call.couriers.stop(call.bot)
    call.bot.webhook = None
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    return True


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    bot, webhook = call.bot, call.bot.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
    if webhook and webhook.error:
        info["last_error_date"] = int(webhook.error_at)
        info["last_error_message"] = webhook.error
    if bot.updates.allowed:
        info["allowed_updates"] = sorted(bot.updates.allowed)
    return info


def _check_url(url: str) -> None:
    """HTTPS on Telegram's ports; like a Bot API server run with --local, anything on loopback."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
