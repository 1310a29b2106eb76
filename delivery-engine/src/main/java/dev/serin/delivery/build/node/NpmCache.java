package dev.serin.delivery.build.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.delivery.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages of npm by the hash that lock files name, shared between builds that do not trust each
 * other.
 *
 * <ol>
 *   <li>npm keeps package files in its cache by their SHA-512 and finds them by the lock file's
 *       {@code integrity} without asking the network.
 *   <li>Before a build, the files that its lock file names are copied from the shared caches into
 *       the build's private one, as far as they are there.
 *   <li>After it, new ones are copied to Serin's cache, each only if its content has the hash that
 *       is its name, so no build can plant anything there.
 * </ol>
 */
final class NpmCache {
  private static final String ALGORITHM = "sha512-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path users;
  private final Path shared;

  /**
   * Reads two caches and adds to the second.
   *
   * @param users the user's own cache, never written to
   * @param shared Serin's
   */
  NpmCache(Path users, Path shared) {
    this.users = users;
    this.shared = shared;
  }

  /** Copies what a lock file names into a private cache. */
  void seed(Path lock, Path privateCache) throws IOException {
    for (String hash : hashes(lock)) {
      for (Path cache : List.of(users, shared)) {
        Path file = content(cache, hash);
        if (Files.isRegularFile(file) && !Files.exists(content(privateCache, hash))) {
          AtomicFiles.write(content(privateCache, hash), Files.readAllBytes(file));
        }
      }
    }
  }

  /** Adds what a build downloaded to the shared cache. */
  void collect(Path lock, Path privateCache) throws IOException {
    for (String hash : hashes(lock)) {
      Path file = content(privateCache, hash);
      boolean known = Files.exists(content(shared, hash)) || Files.exists(content(users, hash));
      if (!known && Files.isRegularFile(file)) {
        byte[] bytes = Files.readAllBytes(file);
        if (sha512(bytes).equals(hash)) {
          AtomicFiles.write(content(shared, hash), bytes);
        }
      }
    }
  }

  private static Set<String> hashes(Path lock) throws IOException {
    Set<String> hashes = new TreeSet<>();
    try {
      for (JsonNode entry : JSON.readTree(lock.toFile()).path("packages")) {
        hex(entry.path("integrity").asText()).ifPresent(hashes::add);
      }
    } catch (JsonProcessingException notJson) {
      // npm itself says what is wrong with its lock file.
      return Set.of();
    }
    return hashes;
  }

  private static Optional<String> hex(String integrity) {
    if (!integrity.startsWith(ALGORITHM)) {
      return Optional.empty();
    }
    try {
      byte[] hash = Base64.getDecoder().decode(integrity.substring(ALGORITHM.length()));
      return hash.length == 64 ? Optional.of(HexFormat.of().formatHex(hash)) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Path content(Path cache, String hash) {
    return cache
        .resolve("_cacache/content-v2/sha512")
        .resolve(hash.substring(0, 2))
        .resolve(hash.substring(2, 4))
        .resolve(hash.substring(4));
  }

  private static String sha512(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-512", impossible);
    }
  }
}
