"""FastAPI, with what it has no place for: headers for other origins on every response, and a
schema that says what this server asks for."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from service.http.access import KEY
from service.http.requests import HEADER

METHODS = ("GET", "POST", "DELETE")
SHOWN = (HEADER, "Retry-After", "Mcp-Session-Id")
"""Headers of a response that a page of another origin may read."""


class Application(FastAPI):
    def __init__(self, *, cors_origins: Sequence[str] = (), **options: Any) -> None:
        self._cors_origins = tuple(cors_origins)
        super().__init__(**options)

    def build_middleware_stack(self) -> ASGIApp:
        """Around it all: Starlette itself puts what answers a crash outside of any middleware, and
        a page of another origin would not see that answer."""
        stack = super().build_middleware_stack()
        if not self._cors_origins:
            return stack
        return CORSMiddleware(
            stack,
            allow_origins=self._cors_origins,
            allow_methods=METHODS,
            allow_headers=("*",),
            expose_headers=SHOWN,
        )

    def openapi(self) -> dict[str, Any]:
        """Where there are no keys, none need be sent."""
        schema = super().openapi()
        if self.state.services.admission.keys:
            return schema
        for methods in schema["paths"].values():
            for operation in methods.values():
                if operation.get("security") == [{KEY: []}]:
                    operation["security"] = [{KEY: []}, {}]
        return schema
