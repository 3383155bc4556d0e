"""Words of notices: channels and how far a message got."""

from renda.foundation.vocabulary import Term


class Channel(Term):
    """How a person is told."""

    IN_APP = "in_app", "站内消息"
    SMS = "sms", "短信"


class Delivery(Term):
    """How far a message got."""

    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "未送达"
