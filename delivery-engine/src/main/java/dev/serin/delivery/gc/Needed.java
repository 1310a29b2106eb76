package dev.serin.delivery.gc;

import dev.serin.delivery.image.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The images that must not go, and who needs them. */
public final class Needed {
  private final Map<Digest, String> reasons = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();

  /** Notes that somebody needs an image; the first reason is kept. */
  public void add(Digest digest, String reason) {
    reasons.putIfAbsent(digest, reason);
  }

  /** Notes an image by its name, with a digest or a tag; one with neither says nothing. */
  public void addImage(String image, String reason) {
    String digest = image.substring(image.indexOf('@') + 1);
    String last = image.substring(image.lastIndexOf('/') + 1);
    if (Digest.isDigest(digest)) {
      add(new Digest(digest), reason);
    } else if (last.contains(":")) {
      tags.putIfAbsent(last.substring(last.indexOf(':') + 1), reason);
    }
  }

  /** All that are needed by their digests. */
  Set<Digest> digests() {
    return Set.copyOf(reasons.keySet());
  }

  /** Why an image is needed; nothing if nobody said so. */
  Optional<String> reason(Digest digest, Set<String> itsTags) {
    return Optional.ofNullable(reasons.get(digest))
        .or(() -> itsTags.stream().filter(tags::containsKey).map(tags::get).findFirst());
  }
}
