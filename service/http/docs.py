"""The page at /docs: the HTTP contract for people, made of the schema, with nothing from outside.

FastAPI's own pages load their scripts from a content network; this one works on a plane.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from service.http.access import ADMIN
from service.http.bodies import (
    ARTICLES_BODY_TIMEOUT_S,
    BODY_TIMEOUT_S,
    MAX_ARTICLES_BODY_BYTES,
    MAX_BODY_BYTES,
)

Schema = Mapping[str, Any]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
       color: #1a1a1a; background: #fff }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc }
details { border: 1px solid #ddd; border-radius: 6px; margin: .6rem 0; padding: .5rem .8rem }
summary { cursor: pointer } summary code { font-weight: 600 }
pre { background: #f5f5f5; padding: .7rem; overflow: auto; border-radius: 4px }
table { border-collapse: collapse } td, th { text-align: left; padding: .15rem 1rem .15rem 0 }
.method { display: inline-block; min-width: 4.5rem; color: #0b5 }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #161616 } pre { background: #222 }
  details { border-color: #444 } h2 { border-color: #444 } a { color: #8bf } }
"""
_CURL = """curl http://127.0.0.1:8000/chat -H 'content-type: application/json' \\
     -d '{"question": "What did Moon say about Hanoi?"}'"""

_HABITS = f"""<p>Every failure is <code>{{"error": {{"code", "message", "request_id"}}}}</code>, and
its message says what to do. Where the server asks for a key, send it as
<code>Authorization: Bearer KEY</code>: a conversation belongs to the key that began it, and nobody
else finds it. After 429 wait for the seconds that <code>Retry-After</code> gives. A body may have
{MAX_BODY_BYTES:,} bytes and has to arrive within {BODY_TIMEOUT_S:g} seconds; articles may have
{MAX_ARTICLES_BODY_BYTES:,}, and {ARTICLES_BODY_TIMEOUT_S:g} seconds.</p>"""


def docs_page(schema: Schema) -> str:
    """The whole page."""
    info = schema["info"]
    sections: dict[str, list[str]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            told = "".join(_operation(method, path, operation, schema))
            sections.setdefault(operation["tags"][0], []).append(told)
    body = "".join(
        f"<h2>{escape(tag.capitalize())}</h2>{''.join(told)}" for tag, told in sections.items()
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}'
        f'</title><meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info['summary'])} The schema: <a href='openapi.json'>openapi.json</a>.</p>"
        f"<pre>{escape(_CURL)}</pre>{_HABITS}{body}</html>"
    )


def _operation(method: str, path: str, operation: Schema, schema: Schema) -> Iterator[str]:
    title, _, more = operation.get("description", "").partition("\n\n")
    yield (
        f'<details><summary><span class="method">{method.upper()}</span> '
        f"<code>{escape(path)}</code> {escape(title)}</summary>"
    )
    if more:
        yield f"<p>{escape(more)}</p>"
    if asked := _asked(operation):
        yield f"<p>Needs {asked}: <code>Authorization: Bearer …</code></p>"
    if parameters := operation.get("parameters"):
        yield "<table><tr><th>parameter<th>in<th>is"
        for one in parameters:
            kind = json.dumps(_resolved(one["schema"], schema), ensure_ascii=False)
            yield f"<tr><td><code>{escape(one['name'])}</code><td>{one['in']}<td>"
            yield f"<code>{escape(kind)}</code>"
        yield "</table>"
    if body := operation.get("requestBody"):
        yield f"<h4>Body</h4>{_json(_content(body), schema)}"
    for status, response in operation["responses"].items():
        if status.startswith("2") and "content" in response:
            yield f"<h4>{status}</h4>{_json(_content(response), schema)}"
    failures = [status for status in operation["responses"] if not status.startswith("2")]
    yield f"<p>May fail with {', '.join(failures)}.</p></details>" if failures else "</details>"


def _asked(operation: Schema) -> str | None:
    """Which key; None where a request without one is let in."""
    schemes: list[Schema] = operation.get("security", [])
    if not schemes or {} in schemes:
        return None
    return "the admin key" if any(ADMIN in scheme for scheme in schemes) else "a key"


def _content(message: Schema) -> Schema:
    content: Schema = next(iter(message["content"].values()))
    schema: Schema = content.get("schema", {})
    return schema


def _json(part: Schema, schema: Schema) -> str:
    told = json.dumps(_resolved(part, schema), ensure_ascii=False, indent=2)
    return f"<pre>{escape(told)}</pre>"


def _resolved(part: Any, schema: Schema) -> Any:
    """With every reference replaced by what it names, and titles, which say nothing, left out."""
    if isinstance(part, list):
        return [_resolved(one, schema) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[-1]
        return _resolved(schema["components"]["schemas"][name], schema)
    return {key: _resolved(value, schema) for key, value in part.items() if key != "title"}
