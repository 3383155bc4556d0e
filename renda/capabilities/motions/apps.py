"""The motions app."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class MotionsConfig(AppConfig):
    """Motions and inquiries of deputies and of bodies the law names."""

    name = "renda.capabilities.motions"
    label = "motions"
    verbose_name = "议案和质询案"

    def ready(self) -> None:
        """Make grants known, and where each role goes, with what waits there."""
        from renda.capabilities.motions import policy, queries  # noqa: F401 - registered on import
        from renda.foundation.accounts.terms import Role
        from renda.foundation.web import navigation

        def deputy(actor: Any) -> bool:
            return Role.DEPUTY in actor.roles

        def above(actor: Any) -> bool:
            return bool(actor.places(Role.OFFICE, Role.LEADER))

        def committee(actor: Any) -> bool:
            return bool(actor.committee_ids)

        def head(actor: Any) -> bool:
            return bool(actor.headed_organ_ids)

        add, label = navigation.add, gettext_noop("议案和质询案")
        sign, opine, answer = queries.count_asked_to_sign, queries.count_waiting_for_committee, queries.count_to_answer
        add(label, "motions:mine", icon="gavel", shown_to=deputy, order=35, on_phone=True, count=sign)
        add(label, "motions:list", icon="gavel", shown_to=above, order=35)
        label = gettext_noop("交来的议案")
        add(label, "motions:sent", icon="gavel", shown_to=committee, order=35, on_phone=True, count=opine)
        label = gettext_noop("质询案答复")
        add(label, "motions:asked", icon="message-question", shown_to=head, order=35, on_phone=True, count=answer)
