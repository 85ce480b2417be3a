"""Settings of Armstrace. What differs between machines comes from the environment; see README.md for the list."""

import os
from pathlib import Path

import pghistory
import pgtrigger
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.templatetags.static import static

from config import embedded, environment

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Which machine this is ---
PRODUCTION = environment.flag("PRODUCTION")
DEBUG = environment.flag("DEBUG")
SECRET_KEY = (
    environment.required("SECRET_KEY", why="Production needs one secret that all its processes share.")
    if PRODUCTION
    else environment.kept_secret("SECRET_KEY")
)
if PRODUCTION:
    environment.required("ALLOWED_HOSTS", why="Write the names under which this site is reached, with commas between.")
    environment.required("SITE_URL", why="Write the address of the public site, such as https://armstrace.example.")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]")
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []

# What Armstrace's editors wrote may be used on these terms; what comes from a source keeps that source's
# (docs/decisions/0027).
DATA_LICENCE = environment.licence("DATA_LICENCE", default="CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/")

# --- Parts of the program; an app may import only from those below it ---
INSTALLED_APPS = [
    "config",
    "api",
    "importers",
    "pages",
    "editorial",
    "tracing",
    "changes",
    "matching",
    "search",
    "evidence",
    "conflicts",
    "exports",
    "entities",
    "core",
    "pghistory",
    "pgtrigger",
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "csp",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

# The session, login and message layers stand aside on the public site: see config/sites.py.
MIDDLEWARE = [
    "config.sites.SiteMiddleware",
    "api.middleware.FrontMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.sites.SitePolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "api.middleware.AnswersMiddleware",
    "config.sites.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.sites.DeskAuthenticationMiddleware",
    "config.sites.DeskMessageMiddleware",
    "config.sites.DeskHistoryMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Two logins on one database: the owner's, and the public site's, which can only read what is public ---
if PRODUCTION:
    environment.required("DATABASE_URL", why="The embedded server is for demos and tests: name your PostgreSQL.")
OWNER_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": environment.database("DATABASE_URL", OWNER_URL or embedded.server().url)}
DATABASES["public"] = (
    environment.database("PUBLIC_DATABASE_URL", os.environ["PUBLIC_DATABASE_URL"])
    if os.environ.get("PUBLIC_DATABASE_URL")
    else DATABASES["default"]
    | {
        "USER": "armstrace_public",
        "PASSWORD": environment.kept_secret("PUBLIC_DATABASE_PASSWORD") if OWNER_URL else "",
    }
)
# Without an address of its own the public login was made by our migrations, which then also keep its password.
PUBLIC_PASSWORD_IS_OURS = bool(OWNER_URL) and not os.environ.get("PUBLIC_DATABASE_URL")
# The API counts requests (api/limits.py) under the public login, but always where the owner writes: `public` may be a
# replica, and a count is no part of a reader's transaction.
DATABASES["counter"] = DATABASES["default"] | {
    "USER": DATABASES["public"]["USER"],
    "PASSWORD": DATABASES["public"]["PASSWORD"],
    "OPTIONS": DATABASES["default"]["OPTIONS"] | {"connect_timeout": "2"},
}
for alias, database in DATABASES.items():
    database["CONN_MAX_AGE"] = 60
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"] = {"application_name": f"armstrace {alias}"} | database["OPTIONS"]
DATABASE_ROUTERS = ["config.sites.SiteRouter"]

# Row-level history triggers make bulk writes quadratic (DESIGN §7), hence one trigger call a statement.
PGHISTORY_LEVEL = pgtrigger.Statement
# Past states are found by their object and by their context; an index for each other key would double every write.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# --- The API: no browsable pages, no accounts; what an error looks like is said in api/problems.py ---
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "api.openapi.document.Described",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["api.rendering.Renderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.FormParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [],
    "DEFAULT_PAGINATION_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,  # `format` would be a parameter that no list knows
    "STRICT_JSON": True,  # NaN and Infinity are refused, in and out
    "UNICODE_JSON": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Armstrace",
    "DESCRIPTION": "Arms-export traceability: records with their sources, and the chains that they make. Read-only.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {
        "name": f"{DATA_LICENCE['name']} for what Armstrace's editors wrote; sources keep their own terms",
        "url": DATA_LICENCE["url"],
    },
    "SERVERS": [{"url": "/"}],
    "POSTPROCESSING_HOOKS": ["api.openapi.document.with_components"],
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
}

# --- Language and time ---
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
# On with the first catalogue. Until then each of a trace page's 5,400 look-ups would end where it began, in English:
# a tenth of the page's time (319 ms against 285).
USE_I18N = (BASE_DIR / "locale").is_dir()
USE_TZ = True

# --- Static files: outside production found where they lie, so that neither demo nor tests need collectstatic ---
STATIC_URL = "/static/"
# What `manage.py dump` writes and the API serves.
DUMPS_FOLDER = Path(os.environ.get("DUMPS_FOLDER") or BASE_DIR / ".local" / "dumps")
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
TABLER = BASE_DIR / "node_modules" / "@tabler" / "core" / "dist"
STATICFILES_DIRS = [
    *([BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []),
    *((f"tabler/{part}", TABLER / part) for part in ("css", "js", "img") if TABLER.is_dir()),
]
STATICFILES_BACKEND = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# --- Accounts: for the desk and the admin only ---
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# What is in the admin's menu and on its first page is said in editorial/admin.
UNFOLD = {
    "SITE_TITLE": "Armstrace",
    "SITE_HEADER": "Armstrace",
    "SITE_SUBHEADER": "Records and sources",
    "SITE_SYMBOL": "account_tree",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _: static("icon.svg")}],
    "SHOW_BACK_BUTTON": True,
    # Shades around the link colour of the public pages (static/css/variables.css).
    "COLORS": {
        "primary": {
            "50": "#eff7fa",
            "100": "#d8ebf2",
            "200": "#b3d8e5",
            "300": "#7cc4dd",
            "400": "#4aa3c2",
            "500": "#1f80a3",
            "600": "#0b5d7a",
            "700": "#0a4f68",
            "800": "#0a4256",
            "900": "#0b3647",
            "950": "#06222e",
        }
    },
    "DASHBOARD_CALLBACK": "editorial.admin.dashboard.overview",
    "SIDEBAR": {"show_search": True, "navigation": "editorial.admin.navigation.sidebar"},
}

# --- What browsers are told ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Unfold's admin is built on Alpine, which compiles expressions it finds in attributes; only the admin gets this.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = PRODUCTION
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"

# What readers ask for is in no log: no address, no query, no value that an error repeats (config/logs.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "config.logs.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "loggers": {
        # Without Django's own handlers, one of which mails whole requests.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A request that we refuse is no event; one that we fail is.
        "django.request": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
