package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was decided, one JSON object a line, only ever added to. Each line holds the SHA-256 of the
 * line before it, so that a line that was changed or taken out is found.
 */
final class AuditTrail {

  private static final String FIRST = "0".repeat(64);

  private final Path file;
  private String last;

  AuditTrail(Path file) throws IOException {
    this.file = file;
    last = Files.exists(file) ? digestOfLast(Files.readAllLines(file)) : FIRST;
  }

  private static String digestOfLast(List<String> lines) {
    return lines.isEmpty() ? FIRST : digest(lines.get(lines.size() - 1));
  }

  /** Adds a line and forces it to disk. */
  synchronized void add(Map<String, Object> entry) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>(entry);
    line.put("previous", last);
    String text = Json.write(line);
    Files.writeString(
        file,
        text + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
    last = digest(text);
  }

  /** Number of the first line that does not follow from the one before; 0 when all do. */
  static int firstBroken(List<String> lines) {
    String previous = FIRST;
    for (int i = 0; i < lines.size(); i++) {
      if (!previous.equals(Json.object(lines.get(i)).get("previous"))) {
        return i + 1;
      }
      previous = digest(lines.get(i));
    }
    return 0;
  }

  private static String digest(String line) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
