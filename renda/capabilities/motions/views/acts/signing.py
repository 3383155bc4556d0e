"""What proposers do with a motion or an inquiry: ask for names, sign, take a name back, hand in, withdraw."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from renda.capabilities.motions import actions, queries, rules
from renda.capabilities.motions.forms import acts as forms
from renda.capabilities.motions.models import Inquiry, Motion, Signer
from renda.capabilities.motions.terms import InquiryState, MotionState
from renda.capabilities.motions.views import standing
from renda.capabilities.motions.views.acts.taking import Act
from renda.foundation.errors import Refusal, RuleBroken
from renda.foundation.policy import grants

Who = dict[str, Any]
SIGNABLE = (MotionState.SIGNING, InquiryState.SIGNING)


def signer(actor: Any, thing: Any) -> Signer | None:
    """The signature of this reader under a thing."""
    return standing.own_signer(actor, queries.signers(thing))


def signatures_key(thing: Any) -> str:
    """The row of the law on how many must sign this."""
    if thing.lead_id is None:
        return rules.agenda_key(thing.proposer, body=thing.body)
    return rules.signatures_key(is_inquiry=isinstance(thing, Inquiry), body=thing.body)


def form_key(thing: Any) -> str:
    """The row of the law on what this must say."""
    return "motion.form" if isinstance(thing, Motion) else rules.form_key(thing.body)


# ---- asking for names


def _same(request: Any, thing: Any) -> dict[str, Any]:
    """Those who share one of the names typed, to choose from."""
    if request.method != "POST":
        return {}
    known = queries.members(thing.place_code, thing.body, queries.asked_names(request.POST.get("names", "")[:2000]))
    several = [one for some in known.values() if len(some) > 1 for one in some]
    return {"same": [(one.deputy_id, f"{one.name} {one.delegation}".strip()) for one in several]}


def _ask(thing: Any, data: dict[str, Any], who: Who) -> None:
    names = queries.asked_names(data["names"])
    known, picked = queries.members(thing.place_code, thing.body, names), set(data.get("picked") or ())
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RuleBroken("not-of-body-named", UNKNOWN[thing.body], names="、".join(unknown))
    unclear = [name for name, some in known.items() if len(some) > 1 and not picked & {one.deputy_id for one in some}]
    if unclear:
        raise RuleBroken("same-name", "有几位代表同名：%(names)s，请在下面选", names="、".join(unclear))
    plain = [some[0].deputy_id for some in known.values() if len(some) == 1]
    actions.ask(thing, [*plain, *sorted(picked)], **who)


UNKNOWN = {
    "congress": "没有找到本级在任代表：%(names)s，请核对姓名",
    "committee": "没有找到常委会组成人员：%(names)s，请核对姓名",
}
ASK = Act(
    "ask",
    forms.Ask,
    _ask,
    verb="征集联名",
    done="已发出邀请：%(title)s",
    effect="对方同意以后才算联名。征集期间改动内容，已同意的要重新确认。",
    steps=("ask",),
    options=_same,
    shows_meter=True,
)


# ---- signing, and taking one's name back


def _sign(thing: Any, data: dict[str, Any], who: Who) -> None:
    own = _read_with(thing, who["actor"])
    actions.answer(own, agrees=data["agrees"] == forms.YES, **who)


def _read_with(thing: Any, actor: Any) -> Signer:
    """One's own signature under the thing as it was read with the page.

    Raises:
        RuleBroken: one was not asked.
    """
    own = signer(actor, thing)
    if own is None:
        raise RuleBroken("nothing-signed", "没有找到联名的议案")
    if isinstance(thing, Motion):
        own.motion = thing
    else:
        own.inquiry = thing
    return own


SIGN = Act(
    "sign",
    forms.Sign,
    _sign,
    verb="决定是否联名",
    done="已答复联名邀请：%(title)s",
    permission="motions.sign",
    states=SIGNABLE,
    subject=signer,
    template="motions/act_sign.html",
)


def _after(actor: Any, thing: Any) -> str:
    """What taking one's name back comes to."""
    if thing.state in SIGNABLE:
        return gettext("现在还在征集联名，撤回以后少一人。")
    must, left = actions.needed(thing, timezone.localdate()), thing.signer_count - 1
    said = (
        "撤回以后还有%(left)s人，不足%(needed)s人，整件随即终止。"
        if rules.lapses(left, must)
        else "撤回以后还有%(left)s人，仍在%(needed)s人以上，继续办理。"
    )
    return gettext(said) % {"left": left, "needed": must.number}


def _lead_takes_back_the_whole(actor: Any, thing: Any) -> Refusal | None:
    own = signer(actor, thing)
    if own is not None and own.deputy_id == thing.lead_id:
        return RuleBroken("own-signature", "领衔代表请撤回整件，不能只撤回联名")
    return None


def partial_key(thing: Any) -> str:
    """The row of the law on names taken back: the local one where there is one, else the number that must sign."""
    local = rules.citation("motion.withdraw.partial", on=timezone.localdate(), overlays=tuple(thing.congress.overlays))
    return "motion.withdraw.partial" if local else signatures_key(thing)


UNSIGN = Act(
    "unsign",
    forms.Reason,
    lambda thing, data, who: actions.unsign(_read_with(thing, who["actor"]), reason=data["reason"], **who),
    verb="撤回联名",
    done="已撤回联名：%(title)s",
    effect=_after,
    permission="motions.unsign_own",
    states=actions.UNSIGNABLE,
    subject=signer,
    article=partial_key,
    hindrance=_lead_takes_back_the_whole,
    is_final=True,
    shows_meter=True,
)


# ---- handing in, withdrawing


def _submit(thing: Any, _data: dict[str, Any], who: Who) -> None:
    (actions.submit if isinstance(thing, Motion) else actions.submit_inquiry)(thing, **who)


SUBMIT = Act(
    "submit",
    forms.Plain,
    _submit,
    verb="提交",
    done="已提交：%(title)s",
    effect="提交以后不能再改，还没有答复的联名邀请作废；由%(who)s决定。",
    steps=("submit",),
    article=form_key,
    is_final=True,
    shows_meter=True,
)


def _withdraw(thing: Any, data: dict[str, Any], who: Who) -> None:
    (actions.withdraw if isinstance(thing, Motion) else actions.withdraw_inquiry)(thing, reason=data["reason"], **who)


def withdrawal_key(thing: Any) -> str:
    """The row of the law on withdrawing what is on the agenda; before that no article is needed."""
    return rules.withdrawal_key(thing.body) if thing.state == MotionState.ON_AGENDA else ""


def _without_consent(actor: Any, thing: Any) -> Refusal | None:
    if thing.state != MotionState.ON_AGENDA or grants.allowed(actor, "motions.arrange", thing):
        return None
    overlays = tuple(thing.congress.overlays)
    article = rules.citation(rules.withdrawal_key(thing.body), on=timezone.localdate(), overlays=overlays)
    return rules.consent_needed(thing.body, article=article)


def _ends(actor: Any, thing: Any) -> str:
    if thing.state == MotionState.ON_AGENDA:
        return gettext("已经列入议程，须经%(who)s同意才能撤回；请按决定登记。") % {"who": standing.decider(thing)}
    return gettext("撤回的是整件，撤回以后不能恢复。")


WITHDRAW = Act(
    "withdraw",
    forms.Reason,
    _withdraw,
    verb="撤回",
    done="已撤回：%(title)s",
    effect=_ends,
    steps=("withdraw", "withdraw_from_agenda"),
    article=withdrawal_key,
    hindrance=_without_consent,
    is_final=True,
)
WITHDRAW_INQUIRY = Act(
    "withdraw",
    forms.Reason,
    _withdraw,
    verb="撤回",
    done="已撤回：%(title)s",
    effect=_ends,
    steps=("withdraw",),
    is_final=True,
)
OF_BOTH = (ASK, SIGN, UNSIGN, SUBMIT)
