"""Foreign keys point only downwards: imports do not show them, since they are written as labels."""

import inspect
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture import source


def _ranks() -> dict[str, int]:
    """Height of each app package; siblings of one layer share a height."""
    ranks = {}
    for floor, contract in ((0, "Foundation"), (100, "Neighbours")):
        for height, layer in enumerate(source.layers(contract)):
            package = "renda.foundation" if contract == "Foundation" else "renda.capabilities"
            ranks |= {f"{package}.{name}": floor + height for name in layer}
    return ranks


def _relations() -> Iterator[tuple[type[Model], Field, type[Model]]]:
    for model in apps.get_models():
        if model.__module__.startswith("renda."):
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                # A label that leads nowhere stays a string; Django's own checks refuse it.
                if field.related_model is not None and not isinstance(field.related_model, str):
                    yield model, field, field.related_model


def _where(model: type[Model]) -> str:
    path = source.ROOT / inspect.getsourcefile(model)
    return f"{path.relative_to(source.ROOT)}:{inspect.getsourcelines(model)[1]}"


def test_foreign_keys_point_down_the_order_of_the_contracts() -> None:
    ranks, findings = _ranks(), []
    for model, field, target in _relations():
        here, there = (apps.get_app_config(m._meta.app_label).name for m in (model, target))
        if here == there or not there.startswith("renda."):
            continue
        if here.startswith("renda.surfaces."):
            upward = there.startswith("renda.surfaces.")
        else:
            upward = there not in ranks or here not in ranks or ranks[there] > ranks[here]
            # Foundation siblings may know each other; capability siblings may not.
            upward |= here.startswith("renda.capabilities.") and ranks.get(there) == ranks.get(here)
        if upward:
            findings.append(f"{_where(model)}: {model.__name__}.{field.name} points up from {here} to {there}")
    assert not findings, source.report(findings)


def test_no_reverse_name_crosses_from_one_app_into_another() -> None:
    findings = [
        f"{_where(model)}: {model.__name__}.{field.name} needs related_name='+'"
        for model, field, target in _relations()
        if model._meta.app_label != target._meta.app_label and not field.remote_field.hidden
    ]
    assert not findings, source.report(findings)
