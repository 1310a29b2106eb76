package dev.serin.delivery.evidence.trust;

import dev.serin.delivery.catalog.yaml.YamlFile;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import dev.serin.delivery.evidence.signature.VerificationKey;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads whom to trust: a public key in PEM form, which is trusted with anything, or a policy in
 * YAML ({@code docs/schemas/trust-policy.schema.json}), which limits each key.
 */
public final class TrustFile {
  private static final String API_VERSION = "serin.dev/v1";
  private static final String KIND = "TrustPolicy";

  private final Path file;
  private final Problems problems = new Problems();

  private TrustFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws UserError with everything that is wrong with it
   */
  public static TrustPolicy read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "There is no file %s with a public key or a trust policy.".formatted(file));
    }
    if (Files.size(file) > YamlFile.SIZE_LIMIT) {
      throw new UserError(file + " is far too large for a key or a trust policy.");
    }
    String text = Files.readString(file);
    return text.contains("-----BEGIN ")
        ? new TrustPolicy(
            List.of(
                TrustedKey.unlimited(
                    String.valueOf(file.getFileName()),
                    VerificationKey.parse(file.toString(), text))))
        : new TrustFile(file).policy(text);
  }

  private TrustPolicy policy(String text) throws IOException {
    List<TrustedKey> keys = new ArrayList<>();
    Optional<YamlMapping> root = new YamlFile(file.toString(), problems).parse(text);
    if (root.isPresent()) {
      YamlMapping mapping = root.get().only(List.of("apiVersion", "kind", "keys"));
      require(mapping, "apiVersion", API_VERSION);
      require(mapping, "kind", KIND);
      if (mapping.list("keys").isEmpty()) {
        mapping.missing("keys", "keys: [{file: main.pub}]");
      }
      for (YamlValue each : mapping.list("keys")) {
        Optional<YamlMapping> entry = each.mapping();
        if (entry.isPresent()) {
          key(entry.get()).ifPresent(keys::add);
        }
      }
    }
    problems.throwIfAny("The trust policy cannot be used:");
    return new TrustPolicy(keys);
  }

  private static void require(YamlMapping mapping, String key, String value) {
    if (!mapping.has(key)) {
      mapping.missing(key, key + ": " + value);
    }
    mapping.value(key).ifPresent(found -> found.oneOf(List.of(value)));
  }

  private Optional<TrustedKey> key(YamlMapping entry) throws IOException {
    entry.only(List.of("file", "name", "builders", "scopes", "sources"));
    Optional<String> name = entry.value("file").flatMap(YamlValue::text);
    if (!entry.has("file")) {
      entry.missing("file", "file: main.pub");
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Path keyFile = file.resolveSibling(name.get());
    if (!Files.isRegularFile(keyFile) || Files.size(keyFile) > YamlFile.SIZE_LIMIT) {
      entry.problem("file", "there is no key in " + keyFile);
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TrustedKey(
              entry.value("name").flatMap(YamlValue::text).orElse(name.get()),
              VerificationKey.parse(keyFile.toString(), Files.readString(keyFile)),
              texts(entry, "builders"),
              texts(entry, "scopes"),
              texts(entry, "sources")));
    } catch (UserError notAKey) {
      entry.problem("file", String.valueOf(notAKey.getMessage()));
      return Optional.empty();
    }
  }

  /** An empty list would allow nothing, which no set can say; so it is a problem. */
  private static Set<String> texts(YamlMapping entry, String key) {
    Set<String> texts =
        entry.list(key).stream()
            .map(YamlValue::text)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    if (entry.has(key) && texts.isEmpty()) {
      entry.problem(key, "'%s' is empty: leave it out to allow any".formatted(key));
    }
    return texts;
  }
}
