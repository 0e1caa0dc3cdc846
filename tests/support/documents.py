"""Random articles, spelled in as many ways as YAML has, as hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

KEYS = ("category", "title", "excerpt", "type", "quality", "heat", "published", "provider", "topics", "images", "related",
        "secured", "weight", "ключ", "a b")  # fmt: skip
WORDS = ("AI", "Machine Learning", "naïve", "память", "医療画像", "no", "yes", "1e3", "2021-01-01", "=", "a: b", "#x", "null",
         "x #y", "-", "~", "'", '"', "it's", 'say "so"', "C:\\dir", "😀 emoji", "[x]", "{y}", "a, b", "@at", "*star", "0x1F",
         "1_000", "12:30", "on", ".5", "tab\there", "trailing ", " leading", "", "? q", "- dash", "%per", "`tick", "<<")  # fmt: skip
words = st.sampled_from(WORDS) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), max_size=12
)
plain_words = st.sampled_from(
    ("AI", "Machine Learning", "naïve", "память", "医療画像", "3D", "a-b", "x/y", "EurekAlert!")
)
comments = st.sampled_from(("", "", "", "  # why", " # set by: the desk"))
trailing = st.sampled_from(("", "", "", " ", "\t"))


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\x85", "\\N").replace(
        "\u2028", "\\L").replace("\u2029", "\\P") + '"'  # fmt: skip


@st.composite
def scalars(draw: st.DrawFn, in_flow: bool = False) -> str:
    kind = draw(st.sampled_from(("plain", "plain", "single", "double", "int", "bool", "null", "date")))
    if kind == "single":
        return "'" + draw(words).translate({ord("\x85"): "", 0x2028: "", 0x2029: ""}).replace("'", "''") + "'"
    if kind == "double":
        return _double(draw(words))
    if kind == "int":
        return str(draw(st.integers(-1, 189)))
    if kind == "bool":
        return draw(st.sampled_from(("true", "false", "yes", "no", "True", "FALSE", "on")))
    if kind == "null":
        return draw(st.sampled_from(("~", "null"))) if in_flow else draw(st.sampled_from(("", "~", "null")))
    if kind == "date":
        return draw(st.sampled_from(("2021-10-18T15:53:00Z", "2021-02-31", "2020-01-01")))
    return draw(plain_words)


@st.composite
def flow_lists(draw: st.DrawFn, pad: str) -> str:
    items = draw(st.lists(scalars(in_flow=True), max_size=4))
    shape = draw(st.sampled_from(("tight", "spaced", "padded", "lines")))
    if not items:
        return draw(st.sampled_from(("[]", "[ ]")))
    if shape == "tight":
        return "[" + ",".join(items) + "]"
    if shape == "spaced":
        return "[" + ", ".join(items) + draw(st.sampled_from(("", ","))) + "]"
    if shape == "padded":
        return "[ " + ", ".join(items) + " ]"
    return "[\n" + ",\n".join(f"{pad}    {item}" for item in items) + f"\n{pad}  ]"


@st.composite
def values(draw: st.DrawFn, pad: str, depth: int) -> str:
    """What follows `key:`, its own line break left out."""
    kind = draw(st.sampled_from(("scalar",) * 5 + ("flow", "list", "map", "block", "folded", "long") * (depth < 3)))
    end = draw(comments) + draw(trailing)
    if kind == "flow":
        return " " + draw(flow_lists(pad)) + end
    if kind == "list":
        dash = pad + draw(st.sampled_from(("", "  ", "    "))) + "-" + draw(st.sampled_from((" ", "   ")))
        items = draw(st.lists(scalars(), min_size=1, max_size=4))
        return end + "".join(f"\n{dash}{item}{draw(comments)}{draw(between(pad))}" for item in items)
    if kind == "map":
        inner = pad + draw(st.sampled_from(("  ", "    ")))
        return end + "\n" + draw(maps(inner, depth + 1))
    if kind in ("block", "folded"):
        header = " " + ("|" if kind == "block" else ">") + draw(st.sampled_from(("", "-", "+"))) + draw(comments)
        lines = draw(
            st.lists(
                st.sampled_from(("one line", "two: lines", "# no comment", "", "--- x", "память")),
                min_size=1,
                max_size=4,
            )
        )
        return header + "".join(f"\n{pad}  {line}" if line else "\n" for line in ["first", *lines])
    if kind == "long":
        return f" one plain text\n{pad}  folded over\n{pad}  three lines{end}"
    return " " + draw(scalars()) + end


@st.composite
def between(draw: st.DrawFn, pad: str) -> str:
    return draw(st.sampled_from(("", "", "", "", f"\n{pad}# a comment", "\n", "\n# at the edge")))


@st.composite
def maps(draw: st.DrawFn, pad: str = "", depth: int = 0) -> str:
    names = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=8 if depth == 0 else 3, unique=True))
    lines = []
    for name in names:
        shown = draw(st.sampled_from((name, name, name, f'"{name}"', f"'{name}'")))
        lines.append(f"{pad}{shown}:{draw(values(pad, depth))}{draw(between(pad))}")
    return "\n".join(lines)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """The bytes of an article file: fences, front matter, body. Most of them can be read."""
    front = draw(maps(draw(st.sampled_from(("", "", "", "  ")))))
    closing = draw(st.sampled_from(("---", "...", "--- ")))
    body = draw(st.sampled_from(("\n", "\n\nBody.\n---\nrule\n", "", "\n\x0b lone\rreturn", "\ntext ends in \xa0")))
    text = f"---\n{front}\n{closing}{body}".replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n"))))
    return (
        draw(st.sampled_from((b"", b"", b"\xef\xbb\xbf")))
        + text.encode()
        + draw(st.sampled_from((b"", b"", b"\xff\xfe")))
    )
