"""The elements and attributes of HTML: what may stand in a body, what stands in for what, and what nobody misses."""

TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table"
    " tbody td tfoot th thead time tr u ul var wbr".split()
)
"""The elements that may stand in a body."""

INSTEAD = {
    **dict.fromkeys("address article aside center fieldset footer header hgroup main nav search".split(), "div"),
    **dict.fromkeys("bdi bdo big data font nobr label output".split(), "span"),
    "acronym": "abbr",
    "dir": "ul",
    "h1": "h2",
    "legend": "p",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}
"""What stands for elements that would speak for the page, or that HTML has given up."""

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "class", "lang", "dir", "title", "aria-label"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "details": frozenset({"open"}),
    "time": frozenset({"datetime"}),
    "del": frozenset({"datetime", "cite"}),
    "ins": frozenset({"datetime", "cite"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
}
"""The attributes that may stand in a body, by element."""

ADDRESSES = frozenset({"href", "src", "cite"})
"""The attributes that hold an address."""

HARMLESS = frozenset(
    "abbr about accesskey align alink allowfullscreen axis bgcolor border cellpadding cellspacing char charoff"
    " clear color compact controls crossorigin datatype decoding download face fetchpriority frame frameborder"
    " height hreflang hspace loading longdesc marginheight marginwidth markdown name noshade nowrap ping"
    " prefix property referrerpolicy rel resource rev role rules scrolling size sizes spellcheck srcset"
    " summary tabindex target translate type typeof usemap valign vlink vocab vspace width".split()
)
"""Attributes whose loss no reader would notice, so that nobody is told."""

BARE = (
    HARMLESS
    | frozenset().union(*ATTRIBUTES.values())
    | frozenset(
        "allowfullscreen async autocomplete autofocus autoplay checked default defer disabled draggable enterkeyhint"
        " formnovalidate hidden inert inputmode ismap is loop multiple muted nomodule nonce novalidate open part"
        " playsinline popover readonly required selected slot style value".split()
    )
)
"""Attributes that may stand without a value; other words in a tag are of the text."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements without an end tag."""

OPAQUE = frozenset({"script", "style"})
"""Elements in which everything up to the end tag is no HTML, and no text."""

WITH_SCRIPTS = frozenset({"svg", "math"})
"""Elements in which other rules hold; of theirs nothing may stay but text."""

KNOWN = (
    TAGS
    | INSTEAD.keys()
    | VOID
    | OPAQUE
    | WITH_SCRIPTS
    | frozenset(
        "applet audio blink body button canvas command datalist dialog form frameset head html iframe image isindex"
        " listing map marquee menuitem meter multicol nextid noembed noframes noscript object optgroup option picture"
        " plaintext portal progress rb rbc rtc select slot spacer template textarea title video xmp"
        " animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g line"
        " lineargradient marker mask metadata path pattern polygon polyline radialgradient rect set stop switch symbol"
        " text textpath tspan use view annotation annotation-xml mfrac mi mn mo mover mroot mrow ms mspace msqrt mstyle"
        " msub msubsup msup mtable mtd mtext mtr munder munderover semantics".split()
    )
)
"""What browsers know as an element; other names between < and > are words of the text."""

BLOCKS = frozenset(
    "blockquote caption col colgroup dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p section summary"
    " table tbody td tfoot th thead tr ul".split()
) | frozenset(name for name, shown in INSTEAD.items() if shown in ("div", "h2", "p", "ul"))
"""Elements with whose tags a block of HTML begins, which goes on to an empty line."""
