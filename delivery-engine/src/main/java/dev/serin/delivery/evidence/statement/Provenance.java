package dev.serin.delivery.evidence.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.problem.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an image was built, as SLSA's provenance (version 1) has it.
 *
 * @param builder who built it
 * @param service which service it is
 * @param source from what
 * @param scope for whom it was built, such as {@code main} or {@code change-17}: an image of one
 *     scope is no answer in another
 * @param inputHash the hash of the inputs
 * @param runtime name and version of what runs it; empty if that is its own matter
 * @param inputs all that the build is known to have read, by name
 * @param materials images and archives that it is made of, beside the source
 * @param run when, and by which run of the builder
 */
public record Provenance(
    Builder builder,
    Service service,
    Source source,
    String scope,
    String inputHash,
    String runtime,
    Map<String, String> inputs,
    List<Material> materials,
    Run run) {
  /** The kind of build, which says how the parameters are to be read. */
  public static final String BUILD_TYPE = "https://serin.dev/build/v1";

  /** Copies the collections. */
  public Provenance {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    materials = List.copyOf(materials);
  }

  /**
   * Who builds.
   *
   * @param id a URI that names the builder to those who trust it
   * @param version of Serin; empty for other builders
   */
  public record Builder(String id, String version) {}

  /**
   * What is built.
   *
   * @param name of the service
   * @param path its folder in the repository
   */
  public record Service(String name, String path) {}

  /**
   * What is built from.
   *
   * @param repository its address, or the system's name if it has none
   * @param commit full id
   */
  public record Source(String repository, String commit) {}

  /**
   * Something that an image is made of.
   *
   * @param uri names it
   * @param digest SHA-256 in hexadecimal
   */
  public record Material(String uri, String digest) {}

  /**
   * One run of a builder.
   *
   * @param id such as the address of a build in CI; empty if it has none
   * @param started when the service's build began
   * @param finished when its image was made
   */
  public record Run(String id, Instant started, Instant finished) {}

  /** The predicate. */
  public ObjectNode toJson() {
    ObjectNode predicate = JsonNodeFactory.instance.objectNode();
    ObjectNode definition = predicate.putObject("buildDefinition");
    definition.put("buildType", BUILD_TYPE);
    ObjectNode external = definition.putObject("externalParameters");
    external.put("service", service.name());
    external.put("path", service.path());
    external.put("scope", scope);
    external
        .putObject("source")
        .put("repository", source.repository())
        .put("commit", source.commit());
    ObjectNode internal = definition.putObject("internalParameters");
    internal.put("inputHash", inputHash);
    internal.put("runtime", runtime);
    ObjectNode named = internal.putObject("inputs");
    inputs.forEach(named::put);
    ObjectNode commit = definition.withArray("resolvedDependencies").addObject();
    commit.put("uri", "git+" + source.repository() + "@" + source.commit());
    commit.putObject("digest").put("gitCommit", source.commit());
    for (Material material : materials) {
      ObjectNode each = definition.withArray("resolvedDependencies").addObject();
      each.put("uri", material.uri()).putObject("digest").put("sha256", material.digest());
    }
    ObjectNode details = predicate.putObject("runDetails");
    ObjectNode who = details.putObject("builder").put("id", builder.id());
    who.putObject("version").put("serin", builder.version());
    ObjectNode metadata = details.putObject("metadata");
    if (!run.id().isEmpty()) {
      metadata.put("invocationId", run.id());
    }
    metadata.put("startedOn", run.started().toString());
    metadata.put("finishedOn", run.finished().toString());
    return predicate;
  }

  /**
   * Reads a predicate that any builder may have written. What other kinds of builds do not say is
   * empty; of theirs the source is taken from the first dependency with a commit.
   *
   * @return nothing if it names no builder
   */
  public static Optional<Provenance> parse(JsonNode predicate) {
    JsonNode definition = predicate.path("buildDefinition");
    JsonNode external = definition.path("externalParameters");
    JsonNode internal = definition.path("internalParameters");
    JsonNode details = predicate.path("runDetails");
    String id = text(details.path("builder").path("id"));
    if (id.isEmpty()) {
      return Optional.empty();
    }
    boolean own = definition.path("buildType").asText().equals(BUILD_TYPE);
    Map<String, String> inputs = new TreeMap<>();
    if (own) {
      internal.path("inputs").properties().forEach(e -> inputs.put(e.getKey(), text(e.getValue())));
    }
    JsonNode metadata = details.path("metadata");
    return Optional.of(
        new Provenance(
            new Builder(id, text(details.path("builder").path("version").path("serin"))),
            new Service(
                own ? text(external.path("service")) : "", own ? text(external.path("path")) : ""),
            source(definition),
            own ? text(external.path("scope")) : "",
            own ? text(internal.path("inputHash")) : "",
            own ? text(internal.path("runtime")) : "",
            inputs,
            materials(definition),
            new Run(
                text(metadata.path("invocationId")),
                time(metadata.path("startedOn")),
                time(metadata.path("finishedOn")))));
  }

  private static Source source(JsonNode definition) {
    JsonNode own = definition.path("externalParameters").path("source");
    if (own.has("commit")) {
      return new Source(text(own.path("repository")), text(own.path("commit")));
    }
    for (JsonNode dependency : definition.path("resolvedDependencies")) {
      JsonNode commit = dependency.path("digest").path("gitCommit");
      if (commit.isTextual()) {
        String uri = text(dependency.path("uri"));
        return new Source(
            uri.replaceFirst("^git\\+", "").replaceFirst("@[^@/]*$", ""), text(commit));
      }
    }
    return new Source("", "");
  }

  private static List<Material> materials(JsonNode definition) {
    List<Material> materials = new ArrayList<>();
    for (JsonNode dependency : definition.path("resolvedDependencies")) {
      JsonNode digest = dependency.path("digest").path("sha256");
      if (digest.isTextual()) {
        materials.add(new Material(text(dependency.path("uri")), text(digest)));
      }
    }
    return materials;
  }

  private static Instant time(JsonNode node) {
    try {
      return Instant.parse(node.asText());
    } catch (DateTimeException none) {
      return Instant.EPOCH;
    }
  }

  /** What is read is shown to people, so it must be one printable line. */
  private static String text(JsonNode node) {
    return Printable.line(node.asText());
  }
}
