"""Settings: the user's own ``companion.toml``, the one beside the draft; environment variables win.

The file beside a draft may have come with it, from someone else. It says how the text is to be
read (dialect, dictionary, serial comma, rules that are off); what else it asks for (models, money,
prompts, a voice, the switch that keeps all on this machine) counts once the author has said so:
see `companion.app.folder_settings`.

The dataclasses below are the settings: their fields are the keys, their types what a value must
be, their defaults what holds without a file. Keys of services are not settings: they come from
the environment or the system's keyring, and a file that holds one is refused.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from companion.app.folder_settings import Asked, asked_of
from companion.errors import UserError
from companion.formats.files import FileRefused, read_file
from companion.text.wording import shortened

if TYPE_CHECKING:
    from companion.grammar.guard import GuardOptions
    from companion.llm.prompts import Prompt
    from companion.llm.roles import Role, RoleName

FILE = "companion.toml"
_MAX_BYTES = 1 << 20  # of a settings file: a dictionary of a hundred thousand words
# More names joined by dots than any setting has. The parser takes time in the square of them.
_DEEP = re.compile(
    r"""(?:(?:(?<![\w-])[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}"""
)


class SettingsError(UserError):
    """A settings file or variable is wrong; the message names it and says what it should be."""


@dataclass(frozen=True)
class GrammarSettings:
    """What counts as a mistake.

    Attributes:
        engine: who looks: ``harper`` (local), ``model``, or ``both``, the local one first; without
            a configured model ``both`` is ``harper``.
        dialect: the English the author writes, whose spellings are asked for; left out, a spelling
            that is right anywhere stands.
        dictionary: words that are right as they are.
        serial_comma: true asks for the comma before "and" in a series, false asks for none; left
            out, the author's own use stands.
        off: rules the author does not want to hear of, by name.
    """

    engine: Literal["harper", "model", "both"] = "both"
    dialect: Literal["US", "GB", "AU", "CA", "IN"] | None = None
    dictionary: tuple[str, ...] = ()
    serial_comma: bool | None = None
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class VoiceSettings:
    """The drift meter. ``profile`` names the author's profile."""

    profile: str | None = None


@dataclass(frozen=True)
class ModelSettings:
    """A model; under ``[models]`` for every role, under ``[models.ROLE]`` for one.

    Attributes are those of `companion.llm.roles.Role`; temperature and max_output that are left
    out are the prompt's.
    """

    model: str | None = None
    api_base: str | None = None
    key_variable: str | None = None
    price: tuple[float, float] | None = None
    temperature: float | None = None
    max_output: int | None = None
    first_token: float | None = None
    silence: float | None = None
    stream: bool | None = None

    def over(self, other: ModelSettings) -> ModelSettings:
        """These settings, and ``other``'s where they say nothing.

        Address, key and price belong to their model: another model does not inherit them.
        """
        mine = {f.name: getattr(self, f.name) for f in fields(self)}
        said = {name: value for name, value in mine.items() if value is not None}
        if self.model not in (None, other.model):
            other = replace(other, api_base=None, key_variable=None, price=None)
        return replace(other, **said)


@dataclass(frozen=True)
class BudgetSettings:
    """Dollars that a draft may cost, and whether a model of unknown price may be asked."""

    dollars: float = 1.0
    unknown_price: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything the author can set.

    ``offline`` is the switch "nothing leaves this machine"; left out, it is on until a model is
    configured. ``prompts`` is a folder with the author's own copies of prompts.
    """

    offline: bool | None = None
    prompts: Path | None = None
    grammar: GrammarSettings = field(default_factory=GrammarSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    models: ModelSettings = field(default_factory=ModelSettings)
    proofreader: ModelSettings = field(default_factory=ModelSettings)
    partner: ModelSettings = field(default_factory=ModelSettings)
    critic: ModelSettings = field(default_factory=ModelSettings)
    budget: BudgetSettings = field(default_factory=BudgetSettings)
    files: tuple[Path, ...] = ()
    variables: tuple[str, ...] = ()  # those of the environment that were heard
    asked: Asked | None = None  # what the file beside the draft asks for
    # Addresses that only a file beside the draft names. Such a file may come from someone else
    # together with the draft, so no key is sent there.
    foreign_addresses: frozenset[str] = frozenset()

    @property
    def nothing_leaves(self) -> bool:
        """Whether text may go to no other machine."""
        return not self.any_model if self.offline is None else self.offline

    @property
    def any_model(self) -> bool:
        """Whether a model is configured for any role."""
        return any((self.models.model, *(self.of_role(name).model for name in _ROLES)))

    def of_role(self, name: RoleName) -> ModelSettings:
        """What is set for a role, with what is set for all."""
        mine: ModelSettings = getattr(self, name)
        return mine.over(self.models)

    def role(self, name: RoleName, prompt: Prompt) -> Role:
        """The role as it is called, with what the prompt asks for where nothing is set.

        Raises:
            companion.llm.errors.NotConfigured: if no model is set for it.
        """
        from companion.llm.destinations import provider_of
        from companion.llm.roles import Role

        chosen = self.of_role(name)
        provider_of(chosen.model or "")
        said = {f.name: getattr(chosen, f.name) for f in fields(chosen)}
        defaults = {"temperature": prompt.temperature, "max_output": prompt.max_output}
        told = {key: value for key, value in said.items() if value is not None}
        return Role(
            name=name,
            send_key=chosen.api_base not in self.foreign_addresses,
            **{**defaults, **told},
        )

    def guard_options(self) -> GuardOptions:
        """What the guard is told."""
        from companion.grammar.guard import GuardOptions

        return GuardOptions(
            dictionary=frozenset(self.grammar.dictionary),
            dialect=self.grammar.dialect,
            serial_comma=self.grammar.serial_comma,
        )

    def prompt_folders(self) -> tuple[Path, ...]:
        """Where the author's own prompts are looked for, the first first."""
        return (*((self.prompts,) if self.prompts else ()), user_folder() / "prompts")


_ROLES: tuple[RoleName, ...] = ("proofreader", "partner", "critic")

# Where each table of the file lands, and how its environment variables begin.
_TABLES: Mapping[tuple[str, ...], tuple[str | None, str]] = {
    (): (None, "COMPANION_"),
    ("grammar",): ("grammar", "COMPANION_"),
    ("voice",): ("voice", "COMPANION_VOICE_"),
    ("models",): ("models", "COMPANION_"),
    ("models", "proofreader"): ("proofreader", "COMPANION_PROOFREADER_"),
    ("models", "partner"): ("partner", "COMPANION_PARTNER_"),
    ("models", "critic"): ("critic", "COMPANION_CRITIC_"),
    ("budget",): ("budget", "COMPANION_BUDGET_"),
}
_SCALARS_AT_TOP = ("offline", "prompts")


def user_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the user's own settings."""
    from platformdirs import user_config_path

    named = (os.environ if environ is None else environ).get("COMPANION_CONFIG")
    return Path(named) if named else user_config_path("companion", appauthor=False)


def load_settings(draft: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold for a draft: the user's, then those beside the draft, then variables.

    Of those beside the draft, only what is harmless and what the author has agreed to. ``offline``
    that the author has set stays set, whatever the author has agreed to.

    Args:
        draft: the draft's file; without one the current folder counts as its place.
        environ: the process's environment unless given.

    Raises:
        SettingsError: if a file cannot be read, or a value is not what it should be.
    """
    environ = os.environ if environ is None else environ
    settings = Settings()
    own = user_folder(environ) / FILE
    beside = (draft.parent if draft else Path.cwd()) / FILE
    if own.is_file():
        settings = _with_file(settings, own)
    trusted, offline = _addresses(settings), settings.offline
    if beside.is_file() and beside.resolve() != own.resolve():
        settings = _with_file_beside(settings, beside, user_folder(environ))
        if offline:
            settings = replace(settings, offline=True)
    foreign = _addresses(settings) - trusted
    settings = _with_variables(settings, environ)
    named = {value for key, value in environ.items() if key.endswith("_API_BASE")}
    settings = replace(settings, foreign_addresses=frozenset(foreign - named))
    _check_key_variables(settings)
    return settings


def parse_settings(text: str, path: Path, base: Settings | None = None) -> Settings:
    """Settings from the text of a file, over ``base``.

    Raises:
        SettingsError: naming the file, the key, and what it should be.
    """
    try:
        return _merge(base or Settings(), _parsed(text, path), (), path)
    except RecursionError:
        raise SettingsError(f"{path} is nested too deeply to be settings") from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    if _DEEP.search(text):
        raise SettingsError(f"{path} is nested too deeply to be settings")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None
    except ValueError:
        raise SettingsError(f"{path} has a number with too many digits") from None


def _with_file(settings: Settings, path: Path) -> Settings:
    merged = parse_settings(_read(path), path, settings)
    return replace(merged, files=(*merged.files, path))


def _read(path: Path) -> str:
    try:
        return read_file(path, _MAX_BYTES).decode("utf-8-sig")
    except (FileRefused, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from None


def _with_file_beside(settings: Settings, path: Path, user: Path) -> Settings:
    """What the file beside a draft may say, and what it asks for where that was agreed to."""
    text = _read(path)
    parse_settings(text, path)  # what is wrong in it is told, whatever of it counts
    content = tomllib.loads(text)
    mine, asked = asked_of(content, path, user)
    used = asked is not None and asked.use
    if used:
        # A key goes where the author says, and never where a file says that came with a draft.
        settings = _forget_what_belonged_to_others(settings, content)
        content = _without_key_variables(content)
    merged = _merge(settings, content if used else mine, (), path)
    files = (*merged.files, path) if mine or used else merged.files
    return replace(merged, files=files, asked=asked)


def _without_key_variables(content: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_key_variables(value) if isinstance(value, dict) else value
        for key, value in content.items()
        if key != "key_variable"
    }


def _forget_what_belonged_to_others(settings: Settings, content: dict[str, Any]) -> Settings:
    """Take from the author's models what is not for the models that a file puts in their place."""
    models: dict[str, Any] = content.get("models", {})
    tables: dict[str, Any] = {str(role): models.get(role, {}) for role in _ROLES}
    tables["models"] = models
    for name, table in tables.items():
        mine: ModelSettings = getattr(settings, name)
        if table.get("model") not in (None, mine.model):
            bare = replace(mine, api_base=None, key_variable=None, price=None)
            changed: dict[str, Any] = {name: bare}
            settings = replace(settings, **changed)
    return settings


def _check_key_variables(settings: Settings) -> None:
    """Whether the variables that are to hold keys are those of the models' services.

    Raises:
        SettingsError: saying what they may be called; the name itself may be a key, and is not
            shown.
    """
    chosen = [one for one in map(settings.of_role, _ROLES) if one.model and one.key_variable]
    if not chosen:
        return
    from companion.llm.errors import ModelError
    from companion.llm.keys import names_a_key

    for one in chosen:
        try:
            if names_a_key(one.key_variable or "", one.model or "", one.api_base):
                continue
        except ModelError:  # which is told when the model is asked
            continue
        provider = (one.model or "").partition("/")[0].upper()
        raise SettingsError(
            f"key_variable for {one.model} must name a variable of that service that ends in"
            f" _API_KEY or _KEY, as in {provider}_API_KEY or {provider}_WORK_API_KEY, or"
            " COMPANION_API_KEY for a server of your own"
        )


def _merge(settings: Settings, content: Any, where: tuple[str, ...], path: Path) -> Settings:
    """Put one table of a file into the settings, and the tables in it."""
    name = ".".join(where)
    if not isinstance(content, dict):
        raise SettingsError(f"{path}: [{name}] must be a table, as in: [{name}]")
    attribute, _ = _TABLES[where]
    target: Any = getattr(settings, attribute) if attribute else settings
    hints = _hints(type(target), where)
    values: dict[str, Any] = {}
    for key, value in content.items():
        inner = (*where, key)
        if inner in _TABLES:
            settings = _merge(settings, value, inner, path)
            continue
        label = ".".join(inner)
        if key not in hints:
            raise SettingsError(f"{path}: {_unknown(key, label, where, hints)}")
        values[key] = _checked(value, hints[key], f"{path}: {label}")
        if isinstance(values[key], Path):
            values[key] = path.parent / _at_home(values[key], f"{path}: {label}")
    if not values:
        return settings
    if attribute is None:
        return replace(settings, **values)
    return replace(settings, **{attribute: replace(target, **values)})


def _with_variables(settings: Settings, environ: Mapping[str, str]) -> Settings:
    heard: list[str] = []
    for where, (attribute, prefix) in _TABLES.items():
        target: Any = getattr(settings, attribute) if attribute else settings
        values: dict[str, Any] = {}
        for key, hint in _hints(type(target), where).items():
            variable = prefix + key.upper()
            text = environ.get(variable, "").strip()
            if text:
                value = _checked(_from_text(text, hint), hint, f"the variable {variable}")
                label = f"the variable {variable}"
                values[key] = _at_home(value, label) if isinstance(value, Path) else value
                heard.append(variable)
        if attribute is None:
            settings = replace(settings, **values)
        else:
            settings = replace(settings, **{attribute: replace(target, **values)})
    return replace(settings, variables=tuple(heard))


def _at_home(folder: Path, label: str) -> Path:
    """The folder, with the user's own in place of ``~``."""
    try:
        return folder.expanduser()
    except RuntimeError:
        raise SettingsError(f"{label}: there is no home folder for {folder.parts[0]}") from None


def _hints(kind: type, where: tuple[str, ...]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in _SCALARS_AT_TOP} if not where else hints


def _unknown(key: str, label: str, where: tuple[str, ...], hints: Mapping[str, Any]) -> str:
    """What is said about a key that there is not; a key that looks like a secret is not shown."""
    if "key" in key.lower() or "token" in key.lower() or "secret" in key.lower():
        return (
            f"{label}: keys do not belong in a file. Set the service's environment variable, or"
            " keep the key in your keyring with: keyring set companion VARIABLE."
            " 'companion doctor' names the variable."
        )
    tables = [inner[-1] for inner in _TABLES if inner[:-1] == where and inner]
    near = difflib.get_close_matches(key, [*hints, *tables], n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join([*hints, *tables])}"
    return f"{label!r} is not a setting: {hint}"


def _checked(value: Any, hint: Any, label: str) -> Any:
    """``value`` as ``hint`` has it.

    Raises:
        SettingsError: saying what it should be.
    """
    for option in _options(hint):
        if get_origin(option) is Literal:
            if value in get_args(option):
                return value
        elif get_origin(option) is tuple:
            inner = get_args(option)
            many = inner[-1] is Ellipsis
            if isinstance(value, list) and (many or len(value) == len(inner)):
                items = [_plain(item, inner[0]) for item in value]
                if None not in items:
                    return tuple(items)
        else:
            plain = _plain(value, option)
            if plain is not None:
                return plain
    raise SettingsError(f"{label} must be {_expected(hint)}, not {shortened(repr(value), 100)}")


def _plain(value: Any, kind: type) -> Any:
    """``value`` if it is of that kind, else None; amounts are never negative."""
    if kind is Path:
        return Path(value) if isinstance(value, str) and value else None
    if kind is bool or kind is str:
        return value if isinstance(value, kind) else None
    if isinstance(value, bool) or not isinstance(value, int | (float if kind is float else int)):
        return None
    return kind(value) if value >= 0 else None


def _from_text(text: str, hint: Any) -> Any:
    """The value of a variable as a file would have it; as it stands where it cannot be read."""
    for option in _options(hint):
        if get_origin(option) is tuple:
            items = [item.strip() for item in text.split(",") if item.strip()]
            return [_from_text(item, get_args(option)[0]) for item in items]
        if option is bool:
            known = {"1": True, "true": True, "yes": True, "on": True}
            known |= {"0": False, "false": False, "no": False, "off": False}
            return known.get(text.lower(), text)
        if option in (int, float):
            try:
                return option(text)
            except ValueError:
                return text
    return text


def _options(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(option for option in get_args(hint) if option is not type(None))
    return (hint,)


def _expected(hint: Any) -> str:
    option = _options(hint)[0]
    if get_origin(option) is Literal:
        return "one of " + ", ".join(f'"{choice}"' for choice in get_args(option))
    if get_origin(option) is tuple:
        inner = get_args(option)
        if inner[-1] is Ellipsis:
            return 'a list of texts, as in ["one", "two"]'
        return f"a list of {len(inner)} numbers"
    return {
        bool: "true or false",
        str: "a text in quotes",
        Path: "a folder in quotes",
        int: "a whole number, not negative",
        float: "a number, not negative",
    }[option]


def _addresses(settings: Settings) -> set[str]:
    every = (settings.models, settings.proofreader, settings.partner, settings.critic)
    return {one.api_base for one in every if one.api_base}
