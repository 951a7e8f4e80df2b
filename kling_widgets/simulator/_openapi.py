"""The OpenAPI description at `/openapi.json`: it tells what this simulator does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._answer_schema import LISTED, SCHEMAS, WEB_PAGE
from ._desk import DEFAULT_PAGE_SIZE, MAX_PAGE_NUMBER, MAX_PAGE_SIZE
from ._paths import GATEWAY_PATH, OWN_PATH
from ._request_schema import request_schema

if TYPE_CHECKING:
    from ._provider import Provider

Part = dict[str, Any]

ABOUT = (
    "A simulated Kling image-to-video API. It costs nothing; its clips are animatics. "
    "Faults that somebody scripted are not described here."
)


def description(provider: Provider) -> Part:
    """Return the description, for the profile and the switches that hold now."""
    paths: Part = {"/files/{task_id}.mp4": {"get": _clip()}}
    for path, own in ((GATEWAY_PATH, False), (OWN_PATH, True)):
        manners = provider.manners(own_path=own)
        answers = SCHEMAS["kling" if own else provider.profile]
        query = "askKling" if own else "askGateway"
        paths[path] = {"post": _create(answers, query)}
        if provider.lists(manners):
            paths[path]["get"] = _listing(answers)
        paths[f"{path}/{{key}}"] = {"get": {"operationId": query} | _query(answers)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Simulated Kling", "version": "1", "description": ABOUT},
        "servers": [{"url": provider.base_url}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": {"ImageToVideo": request_schema(provider.switches)},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _create(answers: dict[str, Part], query: str) -> Part:
    accepted = _answer("The task is accepted.", answers["created"])
    accepted["links"] = {"ask": _link(query, answers["created"])}
    body = {"$ref": "#/components/schemas/ImageToVideo"}
    return {
        "summary": "Make a task of a picture",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body}},
        },
        "responses": {
            "200": accepted,
            "400": _answer("The request was refused.", answers["refused"]),
            "401": _answer("The key is missing or wrong.", answers["unauthorized"]),
            "404": _answer("The model does not exist.", answers["refused"]),
            "429": _answer("The account cannot do it now.", answers["refused"]),
        },
    }


def _link(query: str, created: Part) -> Part:
    """Tell where the id for the next question is."""
    place = "data/task_id" if "data" in created["properties"] else "task_id"
    return {
        "operationId": query,
        "parameters": {"key": f"$response.body#/{place}"},
    }


def _query(answers: dict[str, Part]) -> Part:
    missing = _answer("There is no such task.", answers["unknown"])
    missing["content"] |= WEB_PAGE
    return {
        "summary": "Ask how a task stands",
        "parameters": [_path_parameter("key", "Its id, or your own for it.")],
        "responses": {
            "200": _answer("The task as it is now.", answers["queried"]),
            "400": _answer("There is no such task.", answers["unknown"]),
            "401": _answer("The key is missing or wrong.", answers["unauthorized"]),
            "404": missing,
        },
    }


def _listing(answers: dict[str, Part]) -> Part:
    return {
        "summary": "List the tasks, the newest first",
        "parameters": [
            _whole("pageNum", 1, MAX_PAGE_NUMBER),
            _whole("pageSize", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
        ],
        "responses": {
            "200": _answer("One page of tasks.", LISTED),
            "400": _answer("The page is out of range.", answers["refused"]),
            "401": _answer("The key is missing or wrong.", answers["unauthorized"]),
        },
    }


def _clip() -> Part:
    page = {"description": "There is no such clip.", "content": WEB_PAGE}
    film = {"schema": {"type": "string", "contentMediaType": "video/mp4"}}
    gone = {"schema": {"type": "string"}}
    return {
        "summary": "Fetch a finished clip",
        "security": [],
        "parameters": [_path_parameter("task_id", "The task's id.")],
        "responses": {
            "200": {"description": "The clip.", "content": {"video/mp4": film}},
            "403": {
                "description": "The link is older than 30 days.",
                "content": {"application/xml": gone},
            },
            "404": page,
        },
    }


def _answer(text: str, schema: Part) -> Part:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _path_parameter(name: str, text: str) -> Part:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": text,
        "schema": {"type": "string", "minLength": 1},
    }


def _whole(name: str, default: int, most: int) -> Part:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return {"name": name, "in": "query", "schema": schema}
