"""Words that would run if any surface took them for markup or script: put together from parts, the same for one seed.

Every vector calls `__xss(n)`; nothing on our pages defines it, so the tests do, and count.
"""

import random
from collections.abc import Iterator

CALL = "window.__xss&&__xss({n})"
HANDLERS = ("onerror", "onload", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onpointerenter", "onbegin")
ELEMENTS = {
    "img": 'src="x:{n}"', "svg": "", "body": "", "input": "autofocus", "details": "open", "video": 'src="x:{n}"',
    "iframe": 'src="about:blank"', "marquee": "", "select": "autofocus", "object": 'data="x:{n}"', "style": "",
    "audio": 'src="x:{n}" autoplay', "x-own": 'id="f{n}" tabindex="1"', "math": "", "dialog": "open",
}  # fmt: skip
QUOTES = ('"', "'", "`", "")
GAPS = (" ", "/", "\t", "\n", "\x0c")
SCRIPTS = (
    "<script>{call}</script>",
    "<SCRIPT SRC=data:text/javascript,{call}></SCRIPT>",
    "<script type=module>{call}</script>",
    "<scr<script>ipt>{call}</scr</script>ipt>",
    "<svg><script>{call}</script></svg>",
    "<svg><script href=data:,{call} /></svg>",
    "<script\n>{call}</script\n>",
    "<!--><script>{call}</script-->",
    "</title></textarea></template><script>{call}</script>",
    "</script><script>{call}//",
)
SCHEMES = (
    "javascript:{call}", "JaVaScRiPt:{call}", "java\tscript:{call}", "java\nscript:{call}", "\x01javascript:{call}",
    " javascript:{call}", "data:text/html,<script>{call}</script>", "vbscript:{call}", "&#106;avascript:{call}",
    "javascript&colon;{call}", "view-source:javascript:{call}", "data:image/svg+xml,<svg onload={call}>",
)  # fmt: skip
CARRIERS = (
    '<a href="{url}">open</a>', '<iframe src="{url}"></iframe>', '<form action="{url}"><button>go</button></form>',
    '<button formaction="{url}">go</button>', '<embed src="{url}">', '<object data="{url}"></object>',
    '<svg><a xlink:href="{url}"><text>t</text></a></svg>', '<math href="{url}">m</math>',
    '<meta http-equiv="refresh" content="0;url={url}">', '<base href="{url}//">', '<link rel="import" href="{url}">',
    '<svg><use href="{url}#x"/></svg>', '<svg><animate attributeName="href" values="{url}"/></svg>',
    "{url}", "http://x.example/?{url}", "[open]({url})",
)  # fmt: skip
BREAKS = ('"', "'", "`", '">', "'>", "-->", "]]>", "</style>", "</script>", "</title>", "</textarea>", "</option>",
          "</template>", "</noscript>", '"/>', "*/", "\\\";", "\\';", "</p></div></main>")  # fmt: skip
STYLES = (
    "<style>@import 'data:text/css,*{{x:1}}';</style>", "<style>*{{background:url(javascript:{call})}}</style>",
    '<div style="width:expression({call})">', '<div style="behavior:url(x:{n})">',
    '<link rel=stylesheet href="data:text/css,*%7bcolor:red%7d">', "<style onload={call}></style>",
    '<div style="animation-name:aq" onanimationstart="{call}">',
)  # fmt: skip
MUTATIONS = (
    "<noscript><p title=\"</noscript><img src=x onerror={call}>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror={call}>",
    "<svg></p><style><a id=\"</style><img src=1 onerror={call}>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={call}>",
    "<listing>&lt;img src=x onerror={call}&gt;</listing>",
    "<xmp><p title=\"</xmp><img src=x onerror={call}>\">",
    "<select><noembed></select><script>x='a@b'</noembed><img src=x onerror={call}>",
    "<template><s><template><s><img src=x onerror={call}>X</template></template>",
    "<table><caption><svg><title><table><caption></caption></table><img src=x onerror={call}>",
)  # fmt: skip
TEMPLATES = (
    "{{{{constructor.constructor('{call}')()}}}}", "{{% include request.GET.x %}}", "${{{call}}}", "#{{{call}}}",
    "<%= {call} %>", "{{{{ 7|add:7 }}}}<img src=x onerror={call}>", "[[{call}]]", "${{T(java.lang.Runtime)}}",
    '<div hx-get="/sign-out/" hx-trigger="load" hx-on:load="{call}">', '<div data-dialog="x" onclick="{call}">',
    '<div hx-on="htmx:load: {call}">', "<div hx-vals='js:x:{call}' hx-get='/' hx-trigger='load'>",
)  # fmt: skip
TURNS = ("\u202e", "\u2066", "\u200b", "\ufeff", "\u200d", "\u0000", "\u2028", "\ufffe")


def _quoted(text: str, quote: str) -> str:
    return f"{quote}{text}{quote}"


def _entities(text: str, style: int) -> str:
    return "".join((f"&#{ord(c)};", f"&#x{ord(c):x}", f"\\u{ord(c):04x}", f"%{ord(c) % 256:02x}")[style] for c in text)


def _handlers(random_: random.Random) -> Iterator[str]:
    for name, fixed in ELEMENTS.items():
        for handler in HANDLERS:
            gap, quote = random_.choice(GAPS), random_.choice(QUOTES)
            case = random_.choice((str.lower, str.upper, str.title))
            yield f"<{case(name)}{gap}{fixed}{gap}{case(handler)}={_quoted('{call}', quote)}>"


def _breaks() -> Iterator[str]:
    for before in BREAKS:
        yield f"{before} autofocus onfocus={{call}} x={before[:1]}"
        yield f"{before}<img src=x onerror={{call}}>"
        yield f"{before}<svg onload={{call}}>"
        yield f"{before};{{call}};//"


def _patterns(random_: random.Random) -> Iterator[str]:
    yield from SCRIPTS
    yield from _handlers(random_)
    for carrier in CARRIERS:
        for scheme in SCHEMES:
            yield carrier.replace("{url}", scheme)
    yield from _breaks()
    yield from STYLES
    yield from MUTATIONS
    yield from TEMPLATES


def vectors(seed: int = 1) -> list[str]:
    """Each a different text of at most 300 letters."""
    random_ = random.Random(seed)
    made: dict[str, None] = {}

    def keep(pattern: str) -> None:
        number = len(made)
        call = CALL.format(n=number)
        text = pattern.replace("{call}", call).replace("{{", "{").replace("}}", "}").replace("{n}", str(number))
        if len(text) <= 300:
            made[text] = None

    patterns = list(_patterns(random_))
    for pattern in patterns:
        keep(pattern)
    for pattern in random_.sample(patterns, 150):
        turn = random_.choice(TURNS)
        cut = random_.randrange(1, min(8, len(pattern)))
        keep(pattern[:cut] + turn + pattern[cut:])
    for style in range(4):
        for pattern in ("<script>{call}</script>", "<img src=x onerror={call}>", "javascript:{call}"):
            keep(_entities(pattern.replace("{call}", f"__xss({len(made)})"), style))
            keep(f"<a href='{_entities('javascript:', style)}{{call}}'>x</a>")
    return list(made)
