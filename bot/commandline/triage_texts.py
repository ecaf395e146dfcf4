"""What `fenghuo triage` says, in both languages. May not: hold logic."""

from crisis.language import Text

TRIAGE = Text(
    "Posts in, verdicts out: about us, how bad, which story.\n\n"
    "Reads JSON lines from standard input as they come and writes a line for each post, in their order:\n\n\b\n"
    '  {{"id": "1", "text": "…", "followers": 0, "posted_at": "2026-05-01T08:00:00+08:00"}}\n\n'
    "With FILE: a table of posts from any monitoring tool (CSV, TSV, XLSX, JSON lines; names of columns in Chinese or "
    "English; “-” is standard input). Lines that cannot be read are named on standard error, the others are judged.\n\n"
    "The exit status is 0 when all was read, 1 when a line was not.",
    "输入帖文，逐条研判：是否说的是我们、多严重、属于哪个话题。\n\n"
    "从标准输入逐行读取 JSON，来一条判一条，按原顺序每条输出一行：\n\n\b\n"
    '  {{"id": "1", "text": "…", "followers": 0, "posted_at": "2026-05-01T08:00:00+08:00"}}\n\n'
    "给出文件时，读取任意监测工具导出的帖文表格（CSV、TSV、XLSX、JSON Lines，列名中英文均可；“-”表示标准输入）。"
    "读不了的行会在标准错误中指出，其余照常研判。\n\n"
    "退出码：0 全部读入，1 有读不了的行。",
)
FILE = Text("Table of posts; without one, JSON lines from standard input.", "帖文表格；不给则从标准输入读 JSON 行。")
WATCH = Text(
    "Watch list: a policy file, or the list alone. Without it FENGHUO_POLICY's.",
    "监测名单：策略文件，或只含名单的文件。不给则用 FENGHUO_POLICY 里的。",
)
BAD_FILE = Text("{file}: {why}", "{file}：{why}")
READ = Text(
    "{posts} posts read, {left} lines not. Columns recognised: {columns}.",
    "读入 {posts} 条，{left} 行未读。识别的列：{columns}。",
)
MORE_BAD = Text("… and {count} more lines.", "……另有 {count} 行。")
NO_WATCH = Text(
    "no watch list: nothing will be “about us”. Name one with --watch or FENGHUO_POLICY.",
    "没有监测名单，“about”将全部为空。请用 --watch 或 FENGHUO_POLICY 指定。",
)
NOT_DECODED = Text("neither UTF-8 nor GB18030", "既不是 UTF-8 也不是 GB18030")
NO_LINES_OF_JSON = Text(
    "this is no JSON. A table is read as a file: fenghuo triage FILE.csv (or “-” for standard input)",
    "不是 JSON。表格请作为文件读取：fenghuo triage FILE.csv（标准输入写“-”）",
)
COUNTING = Text("{count} posts", "已处理 {count} 条")
FROM_KEYBOARD = Text(
    "Reading JSON lines from the keyboard; Ctrl-D ends. For a file: fenghuo triage FILE.csv, or < posts.jsonl",
    "正在从键盘读取 JSON 行，按 Ctrl-D 结束。读文件请用：fenghuo triage FILE.csv，或 fenghuo triage < posts.jsonl",
)
