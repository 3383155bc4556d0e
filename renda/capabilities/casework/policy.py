"""Who may do what with a citizen's matter, by role, place and relation."""

from __future__ import annotations

from typing import Any

from renda.foundation.accounts.terms import Role
from renda.foundation.errors import NotPermitted
from renda.foundation.policy.grants import allowed, grant

COUNTY_LENGTH = 6


def station_clerk(actor: Any, case: Any) -> bool:
    """The clerk of the station the matter came to (or of the station above its point)."""
    return case is not None and not case.is_confidential and actor.holds(Role.CLERK, case.place_code)


def desk_holder(actor: Any, case: Any) -> bool:
    """Whoever sits at the desk where the matter lies: the station's clerk, or the office of that place."""
    if case is None or case.is_confidential:
        return False
    if len(case.desk_code) > len("141102100"):
        return bool(actor.holds(Role.CLERK, case.desk_code))
    return bool(actor.holds_exactly(Role.OFFICE, case.desk_code))


def office_above(actor: Any, case: Any) -> bool:
    """The congress office of the township, county or city that the station belongs to."""
    return case is not None and not case.is_confidential and actor.holds(Role.OFFICE, case.place_code)


def county_office(actor: Any, case: Any) -> bool:
    """The county's congress office, the only one that sees accusation material."""
    return case is not None and case.is_confidential and actor.holds_exactly(Role.OFFICE, case.county_code)


def handler(actor: Any, case: Any) -> bool:
    """A handler of the organ the matter is assigned to."""
    return case is not None and case.organ_id is not None and case.organ_id in actor.organ_ids


def handler_not_kept_from(actor: Any, case: Any) -> bool:
    """A handler of the organ, unless the visitor asked for secrecy: then the station passes word on."""
    return handler(actor, case) and not case.wants_secrecy


def receiving_deputy(actor: Any, case: Any) -> bool:
    """A deputy who received the people of the matter."""
    if case is None or case.is_confidential or Role.DEPUTY not in actor.roles or actor.user_id is None:
        return False
    return bool(case.receivers.filter(deputy__user_id=actor.user_id).exists())


def bearer(actor: Any, case: Any) -> bool:
    """The citizen who came with the receipt."""
    return case is not None and actor.bearer_of == case.pk


def works_at(actor: Any, station: Any) -> bool:
    """A clerk of this station, or the office of a place that contains it."""
    return station is not None and (actor.holds(Role.CLERK, station.code) or actor.holds(Role.OFFICE, station.code))


def system(actor: Any, _subject: object) -> bool:
    """The installation itself, for reactions to other capabilities."""
    return bool(actor.is_system)


def public_visitor(actor: Any, station: Any) -> bool:
    """Anyone, at a station that is open."""
    return station is not None and station.state == "open" and not actor.is_signed_in


grant("casework.register", works_at, who="本站工作人员、所属人大机关")
grant("casework.report", public_visitor, who="群众（扫码，不登录）")
grant("casework.dispatch", desk_holder, who="事项所在环节的联络站或人大机关")
grant("casework.dispatch", county_office, who="县级人大机关（检举控告的转送）")
grant("casework.handle", handler, who="承办单位经办人")
grant("casework.tell", station_clerk, who="本站工作人员")
grant("casework.tell", desk_holder, who="事项所在环节的人大机关")
grant("casework.answer_raised", system, who="系统（建议答复后）")
grant("casework.answer_raised", office_above, who="所属人大机关")
grant("casework.remind", station_clerk, who="本站工作人员")
grant("casework.remind", office_above, who="所属人大机关")
grant("casework.follow_up", receiving_deputy, who="接待该群众的代表")
grant("casework.reopen", bearer, who="反映人（凭回执）")
grant("casework.reopen", office_above, who="所属人大机关")
grant("casework.rate", bearer, who="反映人（凭回执）")
grant("casework.reveal", station_clerk, who="本站工作人员")
grant("casework.reveal", desk_holder, who="事项所在环节的人大机关")
grant("casework.reveal", county_office, who="县级人大机关（检举控告）")
grant("casework.reveal", handler_not_kept_from, who="承办单位经办人（反映人要求保密的除外）")


def require_reveal(actor: Any, case: Any) -> None:
    """Refuse whoever may not look the citizen up; a handler kept from it is told how to reach them all the same.

    Raises:
        NotPermitted: no grant holds.
    """
    if allowed(actor, "casework.reveal", case):
        return
    if handler(actor, case) and case.wants_secrecy:
        raise NotPermitted("casework.reveal", "反映人要求保密，请通过联络站转告")
    raise NotPermitted("casework.reveal")
