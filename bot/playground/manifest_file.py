"""An app's manifest as a file: what is wrong with it is said in words, with its place."""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from bot.playground.manifest import AppManifest
from bot.playground.values import Json, is_object


class ManifestError(Exception):
    """A manifest cannot be used; the message has a line for each reason, with its place in the file."""


def read_manifest_file(path: Path) -> Json:
    """Read a manifest, in which a part that is null counts as left out; raises ManifestError."""
    try:
        given = _without_null(_parsed(path))
        AppManifest.model_validate(given)
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}") from None
    except RecursionError:
        raise ManifestError(f"{path} is neither YAML nor JSON: it is nested too deeply") from None
    except ValidationError as error:
        raise ManifestError("\n".join(_lines(path, error))) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ManifestError(f"{path} is neither YAML nor JSON: {_in_a_line(error)}") from None
    return given


def _parsed(path: Path) -> Json:
    """Parse as JSON, which YAML refuses where tabs indent it, or else as YAML."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        manifest = json.loads(text)
    except ValueError:
        manifest = yaml.safe_load(text)
    if not is_object(manifest):
        raise ManifestError(f"{path} holds no manifest: display_information, features, settings …")
    return manifest


def _in_a_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} (line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1})"
    return " ".join(str(error).split())


def _lines(path: Path, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"])
        yield f"{path}: {place}: {problem['msg']}"


def _without_null(value: Json) -> Json:
    return {key: _without_null(item) if is_object(item) else item for key, item in value.items() if item is not None}
