"""Counts a user's requests in the API server's audit log: what a contender asks for, whatever it says of itself."""

import collections
import datetime
import json
import time

# The audit log is written in batches; see cluster.py.
FLUSH_SECONDS = 1.5


def policy(users):
    """An audit policy that logs these users' requests, once each, when they are answered."""
    return {
        "apiVersion": "audit.k8s.io/v1",
        "kind": "Policy",
        "omitStages": ["RequestReceived", "ResponseStarted"],
        "rules": [{"level": "Metadata", "users": sorted(users)}, {"level": "None"}],
    }


def _name(entry):
    """Such as `patch rollouts/status`."""
    target = entry.get("objectRef", {})
    resource = target.get("resource", entry["requestURI"].split("?")[0])
    subresource = target.get("subresource")
    return f"{entry['verb']} {resource}{'/' + subresource if subresource else ''}"


class Requests:
    """The requests of one user from now on."""

    def __init__(self, log, user):
        self._log, self._user = log, user
        self._since = datetime.datetime.now(datetime.timezone.utc)
        self._offset = log.stat().st_size if log.exists() else 0

    def count(self):
        """How many there were until now, by name; refused ones (409, 429 …) are counted too, under `refused CODE`."""
        until = datetime.datetime.now(datetime.timezone.utc)
        time.sleep(FLUSH_SECONDS)
        counts = collections.Counter()
        with open(self._log, encoding="utf-8") as lines:
            lines.seek(self._offset)
            for line in lines:
                if not line.endswith("\n"):
                    break
                entry = json.loads(line)
                received = datetime.datetime.fromisoformat(entry["requestReceivedTimestamp"].replace("Z", "+00:00"))
                if entry["user"]["username"] != self._user or not self._since <= received <= until:
                    continue
                counts[_name(entry)] += 1
                code = entry.get("responseStatus", {}).get("code", 0)
                if code >= 400:
                    counts[f"refused {code}"] += 1
        return counts


def total(counts):
    """All requests of a count."""
    return sum(number for name, number in counts.items() if not name.startswith("refused "))
