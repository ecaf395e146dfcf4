"""What is said about the policy's table of rights, in both languages. May not: hold logic."""

from crisis.language import Text

NO_HOLDER = Text(
    "“{value}” is nobody who could have a right. Write everybody, team, above, inside, a role (lead), "
    "team:ROLE, group:HANDLE, a Slack id or an e-mail address.",
    "“{value}”不能作为权限的对象。可以写 everybody（所有人）、team（危机小组）、above（上级）、inside（参与者）、"
    "角色（如 lead）、team:角色、group:用户组、Slack 用户 ID 或邮箱。",
)
NO_ROLE_OR_HOLDER = Text(
    "no role “{role}”; roles are: {roles}. Besides: everybody, team, above, inside, team:ROLE, group:HANDLE, a Slack "
    "id or an e-mail address.",
    "没有“{role}”这个角色；角色有：{roles}。"
    "也可以写 everybody、team、above、inside、team:角色、group:用户组、Slack 用户 ID 或邮箱。",
)
NOBODY_LEFT = Text(
    "nobody would have this right. Name at least one: everybody, team, a role, team:ROLE, group:HANDLE or a person; or "
    "remove the key.",
    "这样就没有人拥有此权限。至少写一项：everybody、team、角色、team:角色、group:用户组或某个人；或者删掉这个键。",
)
NO_INCIDENT_YET = Text(
    "“{value}” means somebody in an incident, and this is asked before there is one. Write team, or {instead}.",
    "“{value}”指的是事件里的人，而此权限在事件开启之前就要用到。请改写 team 或 {instead}。",
)
NOBODY_ABLE = Text(
    "nobody in the team has the role “{role}”, so nobody would have this right.",
    "危机小组里没有人可担任“{role}”，这样就没有人拥有此权限。",
)
NO_KIND = Text("no kind “{kind}”; kinds are: {kinds}.", "没有“{kind}”这个类型；类型有：{kinds}。")

ABOUT_RIGHTS = Text(
    "Who may do what. Each right: one of everybody, team (the crisis team), above (the levels above it), inside "
    "(whoever takes part in it), a role (whoever has it in the incident), team:ROLE (whoever the team has down for "
    "it), group:HANDLE (a Slack user group), a Slack id, an e-mail address; or a list of these. What is not written "
    "stays everybody's, but for approve (team), see_private (inside) and override and watch (team, above).",
    "谁可以做什么。每项权限写以下一种或几种：everybody（所有人）、team（危机小组）、above（上级）、inside（该事件的参与者）、"
    "角色（在该事件中担任此角色的人）、team:角色（小组名单中可担任此角色的人）、group:用户组、Slack 用户 ID、邮箱。"
    "不写的项对所有人开放，但 approve 默认为 team，see_private 默认为 inside，override 和 watch 默认为 team 和 above。",
)
ABOUT_PRIVATE_KINDS = Text(
    "Kinds whose incidents are private, whoever opens them.", "这些类型的事件一律为非公开，无论由谁开启。"
)
