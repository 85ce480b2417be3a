"""What every public answer has in common: no cookies in or out, a strict policy, and the public database login."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections, router
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from config.sites import Site, SiteMiddleware, site_of, working_for

PUBLIC_PATHS = ["/", "/components/", "/no-such-page/", "/static/no-such-file.css"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_a_public_answer_sets_no_cookie_and_varies_by_none(client: Client, path: str) -> None:
    client.cookies["sessionid"] = "somebody"
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PATHS)
def test_a_public_answer_allows_no_inline_script_or_style(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_the_admin_is_never_stored(client: Client) -> None:
    assert client.get("/admin/login/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_admin_knows_who_signed_in_and_the_public_site_does_not(client: Client) -> None:
    client.force_login(User.objects.create_superuser("administrator"))
    assert client.get("/admin/").status_code == 200
    assert not hasattr(client.get("/").wsgi_request, "user")


@pytest.mark.parametrize(
    ("path", "site"),
    [("/", Site.PUBLIC), ("/administrators/", Site.PUBLIC), ("/admin/", Site.DESK), ("/desk/inbox/", Site.DESK)],
)
def test_the_path_decides_the_site(path: str, site: Site) -> None:
    assert site_of(RequestFactory().get(path)) is site


def test_commands_read_through_the_owner_s_login() -> None:
    assert router.db_for_read(User) == "default"


def test_public_reads_and_writes_both_go_to_the_public_login() -> None:
    with working_for(Site.PUBLIC):
        assert (router.db_for_read(User), router.db_for_write(User)) == ("public", "public")


def answer_to(path: str, response: HttpResponse | StreamingHttpResponse) -> HttpResponse | StreamingHttpResponse:
    """Send one response through the outermost layer."""

    def view(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        return response

    answer = SiteMiddleware(view)(RequestFactory().get(path))
    assert answer is response
    return response


def test_a_cookie_set_by_mistake_does_not_leave_the_public_site() -> None:
    response = HttpResponse()
    response.set_cookie("mistake", "1")
    assert not answer_to("/", response).cookies


def test_a_streamed_public_body_reads_through_the_public_login_to_its_end() -> None:
    def lines() -> Iterator[str]:
        yield router.db_for_read(User)
        yield router.db_for_read(User)

    response = answer_to("/shipments/?format=csv", StreamingHttpResponse(lines()))
    assert isinstance(response, StreamingHttpResponse)
    assert b",".join(response.streaming_content) == b"public,public"  # type: ignore[arg-type]  # not asynchronous here
    assert router.db_for_read(User) == "default"


def test_a_public_page_may_be_cached_in_front_but_not_in_the_browser() -> None:
    caching = answer_to("/", HttpResponse()).headers["Cache-Control"]
    assert set(caching.split(", ")) == {"public", "max-age=0", "s-maxage=60"}


def test_the_two_logins_see_one_database_under_two_names() -> None:
    default, public = (connections[alias].settings_dict for alias in ("default", "public"))
    assert (default["HOST"], default["NAME"]) == (public["HOST"], public["NAME"])
    assert default["USER"] != public["USER"] == settings.DATABASES["public"]["USER"]
