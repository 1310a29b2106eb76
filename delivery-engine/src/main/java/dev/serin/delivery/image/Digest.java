package dev.serin.delivery.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of some content, in the form of the OCI image specification.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String value) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  /** Checks the form, so that a digest can safely become a file name. */
  public Digest {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a digest (sha256: and 64 hexadecimal digits): " + value);
    }
  }

  /** Whether a text has the form of a digest. */
  public static boolean isDigest(String text) {
    return FORM.matcher(text).matches();
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] content) {
    MessageDigest sha256 = sha256();
    sha256.update(content);
    return finish(sha256);
  }

  /** The digest of a text's UTF-8 bytes. */
  public static Digest ofText(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  static Digest finish(MessageDigest sha256) {
    return new Digest(PREFIX + HexFormat.of().formatHex(sha256.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The 64 hexadecimal digits alone. */
  public String hex() {
    return value.substring(PREFIX.length());
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
