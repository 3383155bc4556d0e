"""Every address asks for a sign-in, or stands in the committed list of public ones."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from tests.architecture import source

LIST = "tests/architecture/public_urls.txt"


def _views(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or str(entry.pattern))), entry.callback
        else:
            yield from _views(entry, (*names, entry.namespace) if entry.namespace else names)


def test_public_addresses_are_those_of_the_list() -> None:
    public = {name for name, view in _views(get_resolver()) if not getattr(view, "login_required", True)}
    lines = source.text(LIST).splitlines()
    listed = {line.split("#")[0].strip() for line in lines} - {""}
    findings = [f"{LIST}: {name} is public and not listed" for name in sorted(public - listed)]
    findings += [f"{LIST}: {name} is listed and not public" for name in sorted(listed - public)]
    assert not findings, source.report(findings)


def test_sign_in_is_the_default_for_every_address() -> None:
    classes = [import_string(path) for path in settings.MIDDLEWARE]
    assert any(isinstance(c, type) and issubclass(c, LoginRequiredMiddleware) for c in classes)
