"""What pages may load from other hosts: nothing, but what config.yaml allows under `security`."""

import re
from urllib.parse import urlsplit

from msgspec import Struct

from gazette.errors import error, quoted
from gazette.fields import Fields
from gazette.hosts import in_ascii

_OWN = ("script_src", "style_src", "img_src", "font_src", "connect_src")  # of what the site itself has
_SELF = "'self'"
_SOURCE = re.compile(r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")


class Security(Struct, frozen=True, kw_only=True):
    """The hosts from which pages may load what each directive names, such as `https://images.example.org`."""

    script_src: tuple[str, ...] = ()
    style_src: tuple[str, ...] = ()
    img_src: tuple[str, ...] = ()
    font_src: tuple[str, ...] = ()
    connect_src: tuple[str, ...] = ()
    frame_src: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        """The Content-Security-Policy that stands in every page, for hosts that send no headers."""
        own = "".join(f"{key.replace('_', '-')} {' '.join((_SELF, *getattr(self, key)))}; " for key in _OWN)
        frames = f"frame-src {' '.join(self.frame_src)}; " if self.frame_src else ""
        return f"default-src 'none'; {own}{frames}manifest-src 'self'; form-action 'self'; base-uri 'none'"

    def allows_image(self, address: str) -> bool:
        """Tell whether pages may load an image from a whole address, by the rules of browsers."""
        try:
            url = urlsplit(address)
            host, port = (url.hostname or "").lower(), url.port or 443
        except ValueError:
            return False
        return url.scheme.lower() in ("https", "") and any(_is_of(source, host, port) for source in self.img_src)


def read_security(fields: Fields) -> Security:
    """Return what is under `security` in config.yaml; a source that is none is reported and left out."""
    return Security(**{key: tuple(_sources(fields, key)) for key in Security.__struct_fields__})


def _sources(fields: Fields, key: str) -> list[str]:
    found = []
    for item in fields.texts(key):
        source = in_ascii(item.text) if "*" not in item.text else item.text
        source = source.removesuffix("/")
        if _SOURCE.fullmatch(source):
            found.append(source)
        else:
            message = f"{key} has {quoted(item.text)}; write a host with https, such as https://images.example.org"
            fields.report(error(item.place, message, "type"))
    return found


def _is_of(source: str, host: str, port: int) -> bool:
    allowed, _, its_port = source.removeprefix("https://").partition(":")
    if port != int(its_port or 443):
        return False
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed
