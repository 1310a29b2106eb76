package dev.serin.delivery.registry;

import java.util.Locale;

/**
 * An image that is in a registry, and how it came there.
 *
 * @param name by digest, such as {@code registry.example/shop/cart@sha256:…}
 * @param sent blobs that were sent
 * @param bytes of those
 * @param mounted blobs that the registry took from another of its repositories
 * @param present blobs that were there
 */
public record PublishedImage(String name, int sent, long bytes, int mounted, int present) {
  private static final double MEBIBYTE = 1024.0 * 1024;

  PublishedImage withSent(long size) {
    return new PublishedImage(name, sent + 1, bytes + size, mounted, present);
  }

  PublishedImage withMounted() {
    return new PublishedImage(name, sent, bytes, mounted + 1, present);
  }

  PublishedImage withPresent() {
    return new PublishedImage(name, sent, bytes, mounted, present + 1);
  }

  /** How it came there, in words. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d blobs sent (%.1f MiB), %d mounted, %d there before",
        sent,
        bytes / MEBIBYTE,
        mounted,
        present);
  }
}
