"""The door for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

from config import garbage

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()
garbage.seldom()
