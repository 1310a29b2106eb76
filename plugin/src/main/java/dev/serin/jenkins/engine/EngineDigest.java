package dev.serin.jenkins.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/** Digest of the engine's jar, read once while Jenkins runs; names its folder on the agents. */
final class EngineDigest {

  private static final ConcurrentHashMap<String, String> KNOWN = new ConcurrentHashMap<>();

  private EngineDigest() {}

  /** The first 16 hexadecimal digits of the SHA-256 of what the address holds. */
  static String of(URL source) throws IOException {
    String known = KNOWN.get(source.toExternalForm());
    if (known != null) {
      return known;
    }
    String digest = read(source);
    KNOWN.put(source.toExternalForm(), digest);
    return digest;
  }

  private static String read(URL source) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(source.openStream(), sha256)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest()).substring(0, 16);
  }
}
