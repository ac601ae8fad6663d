"""What the page of an atelier with Python behind may load and run."""

from __future__ import annotations

#: What Voilà's front end needs more than the room's other pages: style sheets that it writes into the page, checks of
#: settings that are compiled (ajv), modules of widgets that arrive from the kernel (anywidget).
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def policy(host: str) -> str:
    """Give the policy of a page served as ``host``; older browsers do not count its WebSocket as its own."""
    safe = host if all(letter.isalnum() or letter in ".:-[]" for letter in host) else ""
    return POLICY.format(socket=f"ws://{safe}" if safe else "")
