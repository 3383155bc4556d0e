"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renda.project.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after Django is ready

from renda.project import proxies  # noqa: E402

application = proxies.behind(django_application, settings.TRUSTED_PROXIES)
