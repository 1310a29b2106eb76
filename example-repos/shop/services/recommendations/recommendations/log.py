"""Writes what happens to the service as a whole, one JSON object a line."""

from __future__ import annotations

import json
from datetime import datetime, timezone


def log(service: str, level: str, event: str, **more: object) -> None:
    """Writes one line."""
    line = {
        "time": datetime.now(timezone.utc).isoformat(),
        "level": level,
        "service": service,
        "event": event,
        **more,
    }
    print(json.dumps(line), flush=True)
