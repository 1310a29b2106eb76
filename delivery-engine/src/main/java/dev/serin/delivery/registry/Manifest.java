package dev.serin.delivery.registry;

import dev.serin.delivery.image.Digest;

/** A manifest or an index, byte by byte as it is in a registry or a layout. */
public final class Manifest {
  private final String mediaType;
  private final byte[] content;

  /** Copies the content. */
  public Manifest(String mediaType, byte[] content) {
    this.mediaType = mediaType;
    this.content = content.clone();
  }

  /** What it is. */
  public String mediaType() {
    return mediaType;
  }

  /** A copy of its bytes. */
  public byte[] content() {
    return content.clone();
  }

  /** The digest of its bytes. */
  public Digest digest() {
    return Digest.of(content);
  }
}
