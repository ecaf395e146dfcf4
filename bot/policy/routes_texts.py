"""What the policy file says about alert routes, in both languages. May not: hold logic."""

from crisis.language import Text

ABOUT_ROUTES = Text(
    "What is decided beforehand about alerts, by source and labels. The first route that fits holds, the others are "
    "not looked at; an alert that none fits is treated as its severity says. See docs/sources/README.md.",
    "按来源和标签预先决定如何处理警报。取第一条符合的路由，其余不再看；都不符合的警报按级别处理。"
    "见 docs/sources/README.zh.md。",
)
ABOUT_SOURCE = Text(
    "The source's name in its address (grafana; grafana/shop for one instance), or what a generic alert calls itself; "
    "one or a list. * stands for any letters. Not written: every source.",
    "来源名，即地址中的名称（grafana；grafana/shop 表示其中一个实例），或通用警报自报的来源；"
    "可写一个或多个，* 表示任意字符。不写表示所有来源。",
)
ABOUT_LABELS = Text(
    "Labels that the alert must have, each with a value or a list of values; * stands for any letters. Case does not "
    "count.",
    "警报必须带有的标签，每个标签写一个或多个取值；* 表示任意字符，不区分大小写。",
)
ABOUT_DO = Text(
    "ignore: nothing follows, the alert is only kept. hold: a card asks a person, however bad it is. open: an incident "
    "opens by itself, however mild it is. Not written: as its severity says.",
    "ignore：只留存，不做任何处理。hold：不论级别，一律先用卡片请人确认。open：不论级别，一律自动开启事件。不写则按级别处理。",
)
ABOUT_KIND = Text("The kind of the incident; its response plan starts.", "事件类型；对应的应急预案随之启动。")
ABOUT_SEVERITY = Text("The severity, in place of what the source says.", "事件级别，替代来源给出的级别。")
ABOUT_PRIVATE = Text(
    "The incident is private. It opens by itself whatever its severity: the card on which it would wait is public.",
    "事件为非公开。不论级别都会自动开启，因为等待确认的卡片是公开的。",
)
ABOUT_TOGETHER = Text(
    "Labels: alerts with the same values of them share one incident while it is open, and it hears when all are over.",
    "标签名：这些标签取值相同的警报，在事件进行期间归入同一事件；全部解除时事件会收到提示。",
)

TOO_MANY_STARS = Text("at most {most} * in one pattern.", "一个取值里最多写 {most} 个 *。")
NO_DEED = Text(
    "“{value}” is nothing that can be done: ignore, hold or open.", "不支持“{value}”，可选 ignore、hold 或 open。"
)
NO_ADDRESS = Text(
    "“{value}” is an address; only the name is wanted, such as grafana or grafana/shop.",
    "“{value}”是地址；只需写名称，例如 grafana 或 grafana/shop。",
)
NO_KIND = Text("there is no kind {kind}; kinds are: {kinds}.", "没有 {kind} 这个类型，可选：{kinds}。")
DOES_NOTHING = Text(
    "nothing follows from this route: write do, kind, severity, private or together.",
    "这条路由不产生任何效果：请写 do、kind、severity、private 或 together。",
)
IGNORES_AND_MORE = Text(
    "what is ignored has no kind, severity or privacy: remove them, or write another do.",
    "ignore 的警报谈不上类型、级别或非公开：请删去这些项，或改写 do。",
)
HELD_IN_PUBLIC = Text(
    "a held alert stands on a card in the public updates channel: a private one cannot be held.",
    "等待确认的卡片发在公开的通报频道，非公开的警报不能设为 hold。",
)
HIDES_OTHERS = Text(
    "this route fits every alert, so that those below it are never reached: put it last, or write source or labels.",
    "这条路由符合所有警报，后面的路由永远用不到：请移到最后，或写上 source 或 labels。",
)
