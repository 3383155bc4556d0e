"""Words of things: the states one passes through."""

from renda.foundation.vocabulary import Term


class State(Term):
    """Where it stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    CLOSED = "closed", "已办结"
