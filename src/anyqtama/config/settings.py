"""All settings in one file; what differs between installations comes from the environment."""

import os
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from anyqtama.config import environment as env
from anyqtama.config.logs import plain_refusals

VERSION = version("anyqtama")
DATA = Path(env.text("ANYQTAMA_DATA", "var")).absolute()
DATA.mkdir(parents=True, exist_ok=True)
SECRET_KEY = env.secret("ANYQTAMA_SECRET", DATA)
FIELD_KEY = env.secret("ANYQTAMA_FIELD", DATA)
DEBUG = False
DEMO = env.flag("ANYQTAMA_DEMO")
HTTPS = env.flag("ANYQTAMA_HTTPS")
ALLOWED_HOSTS = env.words("ANYQTAMA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ANYQTAMA_ORIGINS")
TRUSTED_PROXIES = env.number("ANYQTAMA_PROXIES", 0)
EMBEDDING_SITES = env.words("ANYQTAMA_EMBEDDING_SITES", "*" if DEMO else "")
ADDRESS = env.text("ANYQTAMA_ADDRESS").rstrip("/")
WEBHOOKS_INSIDE = env.flag("ANYQTAMA_WEBHOOKS_INSIDE")
SIGNER = env.text("ANYQTAMA_SIGNER", "null")
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = env.flag("ANYQTAMA_HTTPS_REDIRECT", True)

ROOT_URLCONF = "anyqtama.config.urls"
ASGI_APPLICATION = "anyqtama.config.asgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "anyqtama.config",
    "anyqtama.ui",
    "anyqtama.kernel",
    "anyqtama.people",
    "anyqtama.channels",
    "anyqtama.forms",
    "anyqtama.teamwork",
    "anyqtama.clients",
    "anyqtama.knowledge",
    "anyqtama.contacts",
    "anyqtama.cases",
    "anyqtama.history",
    "anyqtama.metrics",
    "anyqtama.wall",
    "anyqtama.home",
    "anyqtama.desk",
    "anyqtama.portal",
    "anyqtama.administration",
    "anyqtama.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "anyqtama.config.middleware.policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "anyqtama.people.middleware.session",
    "anyqtama.config.middleware.language",
    "anyqtama.config.middleware.size",
    "anyqtama.config.middleware.reload",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.common.CommonMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "anyqtama.config.context.shell",
                "anyqtama.ui.context.interface",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "anyqtama.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "anyqtama.ui.forms.Renderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL")
LIVE = env.flag("ANYQTAMA_LIVE", True)
PAGE_THREADS = env.number("ANYQTAMA_PAGE_THREADS", 8)
CACHES = {
    "default": {"BACKEND": "anyqtama.config.shared_cache.SharedRedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["anyqtama.people.signing_in.Backend"]
PASSWORD_HASHERS = ["anyqtama.people.hashing.Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
SECOND_FACTOR = env.flag("ANYQTAMA_SECOND_FACTOR", not DEMO)
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "my_day"

SESSION_ENGINE = "anyqtama.people.sessions"
SESSION_COOKIE_NAME = "aq_session"
SESSION_COOKIE_AGE = 14 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "aq_csrf"
CSRF_COOKIE_SAMESITE = "None" if HTTPS else "Lax"
CSRF_COOKIE_PATH = "/; Partitioned" if HTTPS else "/"  # forms inside another site's frame
CSRF_FAILURE_VIEW = "anyqtama.config.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "aq_language"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # a script of 25 steps, three languages each
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
SCANS = Path(env.text("ANYQTAMA_SCANS", str(DATA / "scans"))).absolute()
FILE_LIMIT_BYTES = env.number("ANYQTAMA_FILE_LIMIT_MB", 25) * 1024 * 1024

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
FORMAT_MODULE_PATH = ["anyqtama.config.formats"]
USE_TZ = True
TIME_ZONE = env.text("ANYQTAMA_TIME_ZONE", "Asia/Almaty")
ZONE = ZoneInfo(TIME_ZONE)

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

globals().update(env.mail(env.text("ANYQTAMA_EMAIL")))
DEFAULT_FROM_EMAIL = env.text("ANYQTAMA_EMAIL_FROM", "anyqtama@localhost")
EMAIL_TIMEOUT = 20  # seconds of silence; without it a dead mail server holds a worker's thread for ever
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refusals": {"()": "django.utils.log.CallbackFilter", "callback": plain_refusals}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("ANYQTAMA_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # an index that covers more columns on PostgreSQL than on SQLite is meant
