package dev.serin.e2e.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The API server's audit log: writes with their bodies, unless a test asks for something else. */
final class AuditLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** Writes the policy into a folder, where the log will be, too. */
  AuditLog(Path folder) {
    this.folder = folder;
    try {
      Files.writeString(
          folder.resolve("audit.yaml"),
          """
          apiVersion: audit.k8s.io/v1
          kind: Policy
          omitStages: [RequestReceived, ResponseStarted]
          rules:
            - {level: Request, verbs: [create, update, patch, delete, deletecollection]}
            - {level: None}
          """);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The API server's flags for it. */
  List<String> apiServerFlags() {
    return List.of(
        "--audit-policy-file=" + folder.resolve("audit.yaml"), "--audit-log-path=" + log());
  }

  private Path log() {
    return folder.resolve("audit.log");
  }

  /** All entries, oldest first. */
  List<JsonNode> entries() {
    try {
      List<JsonNode> entries = new ArrayList<>();
      for (String line : Files.readAllLines(log())) {
        entries.add(JSON.readTree(line));
      }
      return entries;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
