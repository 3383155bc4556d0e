"""Owns what an error page says: the lamp, the title and what to do next, for each status."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True)
class ErrorWords:
    """One error page: lamp kind and word, title, explanation; plain Chinese, translated when read."""

    kind: str
    lamp: str
    title: str
    said: str

    def in_the_readers_language(self) -> "ErrorWords":
        """Return the same words translated."""
        return ErrorWords(self.kind, gettext(self.lamp), gettext(self.title), gettext(self.said))


BROKEN = ErrorWords(
    "danger",
    "系统出错",
    "系统出错，没有保存",
    "我们已经记下这次出错。请返回上一页再试一次，还不行就拨打联络处电话。",
)
KNOWN = {
    400: ErrorWords(
        "warn", "提交有误", "没有看懂这次提交", "页面放得太久，或浏览器没有保存登录状态。刷新上一页再提交一次。"
    ),
    403: ErrorWords(
        "warn",
        "没有权限",
        "您不能做这件事",
        "这件事由别的单位或别的人办理。您可以查看能看的部分，不能修改。",
    ),
    404: ErrorWords("wait", "找不到", "没有找到这一页", "地址可能写错了，这件事也可能不在您能看的范围里。"),
    409: ErrorWords("wait", "已有变化", "刚刚有人改过", "请看最新内容后再定，您写的还在上一页。"),
    422: ErrorWords("warn", "按规定不可以", "还不能这样办", "请返回上一页，按提示补齐后再提交。"),
    429: ErrorWords("wait", "太频繁", "请稍后再试", "同一时间请求太多。等一分钟再试，已写的内容不会丢。"),
}


def words(status: int | str | None) -> ErrorWords:
    """What the page of this status says; anything unknown is our own error."""
    known = KNOWN.get(int(status), BROKEN) if status else BROKEN
    return known.in_the_readers_language()
