"""The HTTP app: which routes, which errors, what happens around every request."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from service.http import archive_routes, health_routes, routes
from service.http.application import Application
from service.http.bodies import LimitBody
from service.http.docs import docs_page
from service.http.envelope import explain_all_errors
from service.http.foreign import RefuseForeign
from service.http.requests import InContext
from service.mcp import routes as mcp_routes
from service.metrics import Metrics
from service.openai_api import routes as openai_api_routes
from service.openai_api.failures import OpenAIForm
from service.services import Services
from service.slack import routes as slack_routes
from service.web import routes as web_routes

CSP = "default-src 'none'; style-src 'unsafe-inline'"  # the pages need nothing from elsewhere

OpenServices = Callable[[Metrics], AbstractAsyncContextManager[Services]]


def create_app(open_services: OpenServices, *, cors_origins: Sequence[str] = ()) -> FastAPI:
    """The app; its services are opened when it starts and closed when it ends."""
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services(metrics) as services:
            app.state.services = services
            yield

    app = Application(
        cors_origins=cors_origins,
        title="onrecord",
        summary="Who said what, about what, and when: with the exact words and their place.",
        version=version("onrecord"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(LimitBody)
    app.add_middleware(RefuseForeign)
    app.add_middleware(InContext, metrics=metrics)
    explain_all_errors(app, forms=[OpenAIForm()])
    app.include_router(routes.router)
    app.include_router(archive_routes.router)
    app.include_router(openai_api_routes.router)
    app.include_router(mcp_routes.router)
    app.include_router(health_routes.router)
    app.include_router(slack_routes.router)
    app.include_router(web_routes.router)
    app.add_api_route("/docs", _docs, include_in_schema=False)
    return app


async def _docs(request: Request) -> HTMLResponse:
    state = request.app.state
    if not hasattr(state, "docs"):  # it takes a while, and stays the same
        state.docs = docs_page(request.app.openapi())
    return HTMLResponse(state.docs, headers={"Content-Security-Policy": CSP})
