package dev.serin.delivery.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.files.AtomicFiles;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The commit that each service was last built from, well: the bases of a main line. The file keeps
 * what earlier builds said of services that a later one leaves out.
 *
 * @param commits full ids by the names of services
 */
public record BuiltServices(Map<String, String> commits) {
  private static final String API_VERSION = "serin.dev/v1";
  private static final String KIND = "BuiltServices";
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the commits. */
  public BuiltServices {
    commits = Map.copyOf(commits);
  }

  /**
   * Reads a file; one that is not there says that nothing was built yet.
   *
   * @throws UserError if it is no such file
   */
  public static BuiltServices read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new BuiltServices(Map.of());
    }
    if (Files.size(file) > LARGEST) {
      throw new UserError(file + " is too large to be a list of built services.");
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      if (!json.path("kind").asText().equals(KIND)
          || !json.path("apiVersion").asText().equals(API_VERSION)) {
        throw new UserError(file + " is no list of built services, as `serin build` writes it.");
      }
      Map<String, String> commits = new TreeMap<>();
      for (Map.Entry<String, JsonNode> service : json.path("services").properties()) {
        String id = service.getValue().path("commit").asText();
        if (!ID.matcher(id).matches()) {
          throw new UserError(file + ": the commit of '" + service.getKey() + "' is no full id.");
        }
        commits.put(service.getKey(), id);
      }
      return new BuiltServices(commits);
    } catch (JsonProcessingException e) {
      throw new UserError(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Returns the same with further services, all built from one commit. */
  public BuiltServices with(Collection<String> services, String commit) {
    Map<String, String> more = new TreeMap<>(commits);
    services.forEach(service -> more.put(service, commit));
    return new BuiltServices(more);
  }

  /** Writes the file in one step. */
  public void write(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("apiVersion", API_VERSION).put("kind", KIND);
    ObjectNode services = json.putObject("services");
    new TreeMap<>(commits).forEach((name, id) -> services.putObject(name).put("commit", id));
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
