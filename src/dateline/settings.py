"""Django's settings, made from the options of config.py. Read once, at start; nothing else builds them."""

import importlib
import secrets
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import dj_database_url

from dateline import config, mail

if sys.platform == "linux":
    try:  # its SQLite is free of the WAL-reset bug of 3.7.0 to 3.51.2; wheels exist for x86-64 alone
        sys.modules["sqlite3"] = importlib.import_module("pysqlite3")
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:  # `doctor` says so
        pass

OPTIONS = config.read()
DATA: Path = OPTIONS["DATELINE_DATA"]
PACKAGE = Path(__file__).parent
# Templates, static files and catalogues lie beside the package in a checkout, inside it in a wheel.
HOUSE = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parents[1]
LOOKS = (DATA / "look", HOUSE)  # an institution's own templates and static files stand before ours

BASE_URL: str = OPTIONS["DATELINE_BASE_URL"]
BASE_PATH = urlsplit(BASE_URL).path  # "" or "/press": what every address of ours begins with
ORIGIN = BASE_URL.removesuffix(BASE_PATH)
LANGUAGES_SHOWN: tuple[str, ...] = OPTIONS["DATELINE_LANGUAGES"]
INDEX_PATH = Path(OPTIONS["DATELINE_ENGINE_URL"].removeprefix("tantivy://") or DATA / "index")
PRIVATE_FILES = DATA / "files"
PROXIES = OPTIONS["DATELINE_PROXIES"]
QUESTIONS_PER_MINUTE: int = OPTIONS["DATELINE_QUESTIONS_PER_MINUTE"]


def secret_key() -> str:
    """The kept key; before `init` has made one, a passing one that signs nothing anybody keeps."""
    return OPTIONS["DATELINE_SECRET_KEY"] or kept_key(DATA / "secret-key") or secrets.token_urlsafe(50)


def kept_key(kept: Path) -> str:
    """ "" where there is none. Raises ConfigError for one that cannot be used."""
    try:
        key = kept.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise config.ConfigError(f"DATELINE_DATA: the key {kept} cannot be read ({why}). Be the user whose newsroom it is.") from None
    if not key:
        raise config.ConfigError(f"DATELINE_DATA: the key {kept} is empty. Put it back from a backup, or remove it and run: dateline init")
    return key


SECRET_KEY = secret_key()
SAMPLE_KEY = "demo-"  # a key that begins so is the sample newsroom's: its pages say what they are, and `serve` refuses it
DEBUG = False
ALLOWED_HOSTS = sorted({urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1"})
FORCE_SCRIPT_NAME = BASE_PATH or None
ROOT_URLCONF = "dateline.urls"
WSGI_APPLICATION = "dateline.wsgi.application"

INSTALLED_APPS = [
    "dateline",
    "dateline.desk",
    "dateline.ingest",
    "dateline.releases",
    "dateline.people",
    "dateline.site",
    "dateline.record",
    "dateline.media",
    "dateline.vocabularies",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# Readers get no session, cookie, message or CSRF token: those run under /desk/ alone.
MIDDLEWARE = [
    "dateline.site.headers.PublicHeaders",
    "dateline.desk.middleware.DeskHeaders",
    "dateline.desk.middleware.DeskSession",
    "dateline.desk.middleware.DeskCommon",
    "dateline.desk.middleware.DeskCsrf",
    "dateline.desk.middleware.DeskAuthentication",
    "dateline.desk.middleware.DeskMessages",
    "dateline.desk.middleware.DeskClock",
    "dateline.desk.doors.DeskDoors",
]

DATABASE_URL = OPTIONS["DATELINE_DATABASE_URL"] or f"sqlite:///{quote(str(DATA / 'dateline.sqlite3'))}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # to open a file and set its pragmas takes longer than to read a page's items from it
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a transaction that writes later never fails for having read first
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }
else:
    try:
        importlib.import_module("psycopg")
    except ImportError as error:
        lacking = f"PostgreSQL needs a package more ({error}): pip install 'dateline[postgres]'"
        raise config.ConfigError(f"DATELINE_DATABASE_URL: {lacking}") from None
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"]["OPTIONS"] = {**config.POSTGRES, **DATABASES["default"].get("OPTIONS", {})}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["dateline.people.backends.AssignmentBackend"]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{BASE_PATH}/desk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https:")
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "desk_session", "desk_csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
CSRF_TRUSTED_ORIGINS = [ORIGIN]
CSRF_FAILURE_VIEW = "dateline.desk.middleware.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "public",
        "DIRS": [look / "templates" / "public" for look in LOOKS],
        "OPTIONS": {"environment": "dateline.site.environment.environment", "extensions": ["jinja2.ext.i18n"], "autoescape": True},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "desk",
        "DIRS": [look / "templates" / "desk" for look in LOOKS],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

STATIC_URL = f"{BASE_PATH}/static/"
STATICFILES_DIRS = [look / "static" for look in LOOKS if (look / "static").is_dir()]
STORAGES = {
    "default": {"BACKEND": "dateline.media.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = PRIVATE_FILES

USE_TZ = True
USE_I18N = True
TIME_ZONE = "UTC"
NEWSROOM_ZONE: str = OPTIONS["DATELINE_TIME_ZONE"]
AFTER_DOWNTIME: str = OPTIONS["DATELINE_AFTER_DOWNTIME"]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HOUSE / "locale"]

WAGTAIL_SITE_NAME = "Dateline"
WAGTAILADMIN_BASE_URL = ORIGIN
WAGTAILADMIN_USER_LOGIN_FORM = "dateline.desk.sign_in.SignInForm"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES: list[str] = []  # a person's zone is theirs already
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the desk calls no outside server
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False  # its issue turns it on
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_FORM_BASE = "dateline.desk.media_forms.PictureForm"  # examines what comes in
WAGTAILDOCS_DOCUMENT_FORM_BASE = "dateline.desk.media_forms.AttachmentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False

globals().update(mail.mail_settings(OPTIONS["DATELINE_EMAIL_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = mail.sender(OPTIONS["DATELINE_EMAIL_URL"], BASE_URL)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {  # what strangers ask for wrongly is their business, and may hold what nobody should keep
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
