package dev.serin.delivery.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to content, as the OCI image specification writes it.
 *
 * @param mediaType what the content is
 * @param digest of the content
 * @param size in bytes
 * @param annotations sorted by name, so that the same descriptor is always written the same way
 */
@JsonPropertyOrder({"mediaType", "digest", "size", "annotations"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record OciDescriptor(
    String mediaType,
    String digest,
    long size,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {
  /** The annotation that names an image inside a layout. */
  static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

  /** Copies the annotations; JSON may leave them out. */
  public OciDescriptor(
      String mediaType, String digest, long size, @Nullable Map<String, String> annotations) {
    this.mediaType = mediaType;
    this.digest = new Digest(digest).value();
    this.size = size;
    this.annotations =
        Collections.unmodifiableMap(
            annotations == null ? new TreeMap<>() : new TreeMap<>(annotations));
  }

  /** The content's digest, checked. */
  public Digest checkedDigest() {
    return new Digest(digest);
  }

  /** The name that the layout gives to this image, such as {@code shop/cart:1f2e3d}. */
  public Optional<String> referenceName() {
    return Optional.ofNullable(annotations.get(REFERENCE_NAME));
  }
}
