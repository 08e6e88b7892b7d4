"""Django settings. What differs between deployments comes from the environment and the home; nothing else does.

``MINGJING_HOME``              runtime home (default ``var/``)
``MINGJING_DATABASE_URL``      ``postgres://user:password@host:port/name`` (default: SQLite in the home)
``MINGJING_DATABASE_ROLE``     ``owner`` only for ``mingjing migrate``; everything else runs as ``app``
``MINGJING_HOSTS``             comma separated host names (default 127.0.0.1, localhost)
``MINGJING_SITE``              public address printed in QR codes (default http://127.0.0.1:8000)
``MINGJING_TLS``               ``1`` behind HTTPS: secure cookies with ``__Host-`` names, HSTS
``MINGJING_DEMO``              ``1`` marks every page 演示 and ends the log origin in ``/demo``
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mingjing.config import home as runtime_home

HOME: Path = runtime_home.chosen()
runtime_home.prepare(HOME)
SECRET_KEY = runtime_home.secret(HOME, "secret_key")

TLS = os.environ.get("MINGJING_TLS") == "1"
DEMO = os.environ.get("MINGJING_DEMO") == "1" or (HOME / "demo").exists()
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("MINGJING_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
SITE = os.environ.get("MINGJING_SITE", "http://127.0.0.1:8000")
LOG_ORIGIN_BASE = os.environ.get("MINGJING_LOG_ORIGIN", "sanmenxia.example") + ("/demo" if DEMO else "")

INSTALLED_APPS = [
    "mingjing.ledger",
    "mingjing.vault",
    "mingjing.clocks",
    "mingjing.tally",
    "mingjing.ui",
    "mingjing.organs",
    "mingjing.catalog",
    "mingjing.discretion",
    "mingjing.cases",
    "mingjing.evidence",
    "mingjing.documents",
    "mingjing.review",
    "mingjing.procedure",
    "mingjing.disclosure",
    "mingjing.archive",
    "mingjing.statistics",
    "mingjing.upkeep",
    "mingjing.workplan",
    "mingjing.supervision",
    "mingjing.appraisal",
    "mingjing.desk",
    "mingjing.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mingjing.organs.sessions.SessionExpiry",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mingjing.config.urls"
WSGI_APPLICATION = "mingjing.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["mingjing.ui.templatetags.mj"],
        },
    }
]


def _database() -> dict[str, object]:
    role = os.environ.get("MINGJING_DATABASE_ROLE", "app")
    url = os.environ.get("MINGJING_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "mingjing.ledger.sqlite",
            "NAME": HOME / "office.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "role": role},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organs.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
LOGIN_URL = "/office/login"

# Only counts of wrong tries at the counter: shared by the workers of one machine, gone after a day.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = 15 * 60 if not DEMO else 4 * 3600
SESSION_ABSOLUTE_SECONDS = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-mj" if TLS else "mj"
CSRF_COOKIE_NAME = "__Host-mj-csrf" if TLS else "mj-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "mingjing.desk.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
