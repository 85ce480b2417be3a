"""`/api/v1/dumps/`: which dumps there are, what is in each, and their files, whole or in ranges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views import View
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.dumps.building import LATEST, VERSIONS
from api.dumps.files import BUFFER
from api.problem_types import RANGE_NOT_SATISFIABLE
from api.problems import NotHereError, ParametersError, ProblemError
from api.shapes.expressions import ROOT

MANIFEST = "datapackage.json"
VERSION = re.compile(r"\d{8}T\d{6}Z-\d{1,19}", re.ASCII)
RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
FOR_EVER = "public, max-age=31536000, immutable"
NO_PARAMETERS = "There are no parameters here."
NONE_YET = "There is no dump here yet. Whoever runs this site makes one with `python manage.py dump`."


class DumpsView(APIView):
    """All versions that are kept, newest first."""

    cost = 0  # whoever takes a dump asks for less than whoever walks all lists

    def get(self, request: Request) -> Response:
        _no_parameters(request.query_params)
        versions = sorted(
            (one.name for one in _folder(VERSIONS).glob("*") if VERSION.fullmatch(one.name)), reverse=True
        )
        response = Response({"latest": _latest(), "versions": [summary(version) for version in versions]})
        # Dumps are made without any record changing, so these answers have tags of their own.
        response["ETag"] = f'"{sha256(" ".join([_latest() or "", *versions]).encode()).hexdigest()}"'
        return response


class ManifestView(APIView):
    """The manifest of one version, with the address of each file."""

    cost = 0

    def get(self, request: Request, version: str) -> Response:
        _no_parameters(request.query_params)
        found = _latest() if version == LATEST else version
        if found is None:
            raise NotHereError(NONE_YET)
        described = manifest(found)
        for resource in described["resources"]:
            resource["path"] = address(found, resource["path"])
        response = Response(described)
        response["Content-Location"] = address(found)
        response["ETag"] = f'"{found}"'
        return response


class FileView(View):
    """One file of a version. What `latest` has is answered with its own, unchanging address."""

    cost = 0

    def get(self, request: HttpRequest, version: str, name: str) -> HttpResponseBase:
        _no_parameters(request.GET)
        found = _latest() if version == LATEST else version
        if found is None:
            raise NotHereError(NONE_YET)
        known = {resource["path"]: resource for resource in manifest(found)["resources"]}
        if name not in known and name != MANIFEST:
            raise NotHereError(f"The dump {found} has no file of this name. Its manifest lists those that it has.")
        if version == LATEST:
            return HttpResponseRedirect(address(found, name))
        return send(request, _folder(VERSIONS) / found / name, known.get(name))


def summary(version: str) -> dict[str, Any]:
    """One version in the list of all."""
    described = manifest(version)
    resources = described["resources"]
    return {
        "version": version,
        "created": described["created"],
        "sequence": described["sequence"],
        "url": address(version),
        "files": len(resources),
        "bytes": sum(resource["bytes"] for resource in resources),
    }


def manifest(version: str) -> dict[str, Any]:
    """What a version says of itself. Raises NotHereError for one that is not there."""
    path = _folder(VERSIONS) / version / MANIFEST
    if not VERSION.fullmatch(version) or not path.is_file():
        raise NotHereError("There is no dump of this version here. The list of dumps has those that are kept.")
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return described


def address(version: str, name: str = "") -> str:
    """The address of a version or of a file in it."""
    return f"{settings.SITE_URL}{ROOT}dumps/{version}/{name}"


def send(request: HttpRequest, path: Path, resource: Mapping[str, Any] | None) -> HttpResponseBase:
    """A file, or the range of it that is asked for; 304 where the client has it already."""
    size = path.stat().st_size
    # A version never changes, so the manifest's name is as good as its hash.
    etag = f'"{resource["hash"]}"' if resource else f'"{path.parent.name}/{path.name}"'
    headers = {"ETag": etag, "Cache-Control": FOR_EVER, "Accept-Ranges": "bytes"}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    first, last = 0, size - 1
    asked = _range(request, size, etag)
    if asked is not None:
        first, last = asked
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers |= {
        "Content-Type": resource["mediatype"] if resource else "application/json",
        "Content-Length": str(last - first + 1),
        "Content-Disposition": f'attachment; filename="{path.name}"',
    }
    return StreamingHttpResponse(_pieces(path, first, last), status=206 if asked else 200, headers=headers)


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The first and last byte asked for; None for the whole file, also for forms that we may ignore."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or request.headers.get("If-Range", etag) != etag or found[0] == "bytes=-":
        return None
    if found[1]:
        first, last = int(found[1]), min(int(found[2]) if found[2] else size - 1, size - 1)
    else:
        first, last = max(size - int(found[2]), 0), size - 1
    if first > last:
        if found[1] and found[2] and int(found[2]) < int(found[1]):
            return None  # not a range at all: to be ignored, by RFC 9110
        raise ProblemError(
            RANGE_NOT_SATISFIABLE,
            f"The file has {size} bytes; the range lies beyond them.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return first, last


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(BUFFER, left))):
            left -= len(piece)
            yield piece


def _folder(name: str) -> Path:
    folder: Path = settings.DUMPS_FOLDER / name
    return folder


def _latest() -> str | None:
    """The version that `latest` points to."""
    pointer = _folder(LATEST)
    return pointer.readlink().name if pointer.is_symlink() else None


def _no_parameters(given: Mapping[str, Any]) -> None:
    if given:
        raise ParametersError(dict.fromkeys(given, NO_PARAMETERS))
