"""Django's settings, read from the typed environment; there is no local override file."""

from __future__ import annotations

import dj_database_url

from renda.project import environment

ENV = environment.read()
BASE_DIR = environment.ROOT
DATA_DIR = ENV.data_dir
FILES_DIR = DATA_DIR / "files"
NODE_MODULES = BASE_DIR / "node_modules"

SECRET_KEY = ENV.secret_key
PERSONAL_KEY = ENV.personal_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.origins)
TRUSTED_PROXIES = ENV.trusted_proxies

SEAL = ENV.seal
PRODUCT_NAME = ENV.product_name
LIVE = ENV.live

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "template_partials",
    "django_htmx",
    "renda.foundation.accounts",
    "renda.foundation.audit",
    "renda.foundation.documents",
    "renda.foundation.facts",
    "renda.foundation.files",
    "renda.foundation.notices",
    "renda.foundation.similarity",
    "renda.foundation.web",
    "renda.foundation.workdays",
    "renda.capabilities.deputies",
    "renda.capabilities.stations",
    "renda.capabilities.suggestions",
    "renda.capabilities.motions",
    "renda.capabilities.casework",
    "renda.surfaces.workbench",
    "renda.surfaces.statistics",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "renda.foundation.web.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "renda.foundation.web.middleware.who_is_asking",
    "renda.foundation.web.middleware.readable_addresses",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "renda.foundation.web.middleware.own_password_first",
    "renda.foundation.web.middleware.refusals",
    "renda.foundation.web.middleware.reading_does_not_write",
]

ROOT_URLCONF = "renda.project.urls"
WSGI_APPLICATION = "renda.project.wsgi.application"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "workbench:home"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "renda.foundation.web.context.shell",
            ],
            "builtins": ["renda.foundation.web.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "renda.foundation.web.form_renderer.RendaFormRenderer"

DATABASES = {"default": dj_database_url.parse(ENV.database_url, conn_max_age=None, conn_health_checks=False)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["renda.foundation.accounts.backend.SessionBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENV.secure
SECURE_HSTS_SECONDS = 31_536_000 if ENV.secure else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "renda.foundation.web.faults.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "renda" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [("htmx.org", NODE_MODULES / "htmx.org")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 8

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"renda": {"level": "INFO"}},
}
