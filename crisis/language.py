"""The two languages, and texts that exist in both.

Answers for: a text cannot be made without its Chinese and its English. May not: know where a text is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that people read. The values are the ones of ``FENGHUO_LANGUAGE``."""

    ENGLISH = "en"
    CHINESE = "zh"

    @classmethod
    def of_locale(cls, locale: str | None, default: "Language") -> "Language":
        """The language of a Slack locale such as ``zh-CN`` or ``en-US``; any other locale reads the default."""
        prefix = (locale or "").split("-")[0].lower()
        return {"zh": cls.CHINESE, "en": cls.ENGLISH}.get(prefix, default)


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to say, in both languages; ``{name}`` marks what is filled in when it is said."""

    en: str
    zh: str

    def say(self, language: Language, /, **values: object) -> str:
        """The text in ``language`` with its marks filled in. Raises KeyError when a mark has no value."""
        template = self.zh if language is Language.CHINESE else self.en
        return template.format_map(_Spoken(values, language))


class _Spoken(dict[str, object]):
    """Values for a template: a Text among them is said in the same language."""

    def __init__(self, values: Mapping[str, object], language: Language) -> None:
        super().__init__(
            {name: value.say(language) if isinstance(value, Text) else value for name, value in values.items()}
        )
