package dev.serin.delivery.image;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an image is listed, which is no part of its digest: the same inputs give the same image,
 * whichever commit they were read from.
 *
 * @param repository such as {@code shop/cart}
 * @param tag such as the input hash
 * @param revision the commit that it was built from
 * @param source the repository that it was built from; empty if it has no address
 */
public record ImageName(String repository, String tag, String revision, String source) {
  private static final String PREFIX = "org.opencontainers.image.";

  /** The tag for an input hash: a tag has no colon, so the name of the algorithm is left out. */
  public static String tag(String inputHash) {
    return inputHash.substring(inputHash.indexOf(':') + 1);
  }

  /** The name within a layout, such as {@code shop/cart:1f2e3d}. */
  public String reference() {
    return repository + ":" + tag;
  }

  /** The name that never changes its meaning, such as {@code shop/cart@sha256:…}. */
  public String pinned(Digest digest) {
    return repository + "@" + digest;
  }

  Map<String, String> indexAnnotations() {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(OciDescriptor.REFERENCE_NAME, reference());
    annotations.put(PREFIX + "revision", revision);
    if (!source.isEmpty()) {
      annotations.put(PREFIX + "source", source);
    }
    return annotations;
  }
}
