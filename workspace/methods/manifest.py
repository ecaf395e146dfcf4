"""apps.manifest.*: wants an app configuration token, which no app of this workspace holds."""

from __future__ import annotations

from workspace.methods.registry import Family, refused

apps = Family("apps")
_FAR = refused(
    "Wants an app configuration token: a bot's token is `not_allowed_token_type`.",
    "需要应用配置令牌；机器人令牌会得到 `not_allowed_token_type`。",
)
_ERROR = "not_allowed_token_type"

apps.refuse("manifest.create", _ERROR, _FAR, tier=1, required=("manifest",))
apps.refuse("manifest.delete", _ERROR, _FAR, tier=1, required=("app_id",))
apps.refuse("manifest.export", _ERROR, _FAR, tier=3, required=("app_id",))
apps.refuse("manifest.update", _ERROR, _FAR, tier=1, required=("manifest", "app_id"))
apps.refuse("manifest.validate", _ERROR, _FAR, tier=3, required=("manifest",))
