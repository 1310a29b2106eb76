package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.delivery.build.Engine;
import dev.serin.delivery.build.Publication;
import dev.serin.delivery.cache.ImageCache;
import dev.serin.delivery.cache.Scope;
import dev.serin.delivery.evidence.Attestor;
import dev.serin.delivery.evidence.signature.SigningKey;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.ImagePublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where images go, who vouches for them, and which ones need not be built again. */
final class PublicationOptions {
  private static final String KEY = "SERIN_SIGNING_KEY";
  private static final String STANDARD_INPUT = "-";
  private static final int LARGEST_KEY = 64 * 1024;
  private static final String SCOPE = "SERIN_SCOPE";
  private static final String BUILDER = "SERIN_BUILDER";
  private static final String UNNAMED_BUILDER = "https://serin.dev/builders/unnamed";
  private static final List<String> RUNS = List.of("BUILD_URL", "CI_JOB_URL");

  @Option(
      names = "--push",
      paramLabel = "REGISTRY/PREFIX",
      description =
          "Publish each image, that of service cart as REGISTRY/PREFIX/cart, with the credentials"
              + " of 'docker login'.")
  private @Nullable String push;

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description =
          "A private key (PEM; `serin key` makes one). Each image gets a signed bill of materials,"
              + " its test results and its provenance. With '-' the key comes from standard input,"
              + " which builds cannot read (also: "
              + KEY
              + ", the file or the key itself).")
  private @Nullable String key;

  @Option(
      names = "--builder",
      paramLabel = "URI",
      description = "The builder's name in what is signed (also: " + BUILDER + ").")
  private @Nullable String builder;

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description =
          "For whom is built: 'main', or a change request such as change-17, whose images the main"
              + " line never takes (default: main; also: "
              + SCOPE
              + ").")
  private @Nullable String scope;

  @Option(
      names = "--no-cache",
      description =
          "Build also what the registry has. Else, with --trust, an image that trusted builders"
              + " have made of the same inputs, and that passed its tests, is taken as it is.")
  private boolean withoutCache;

  @Option(
      names = "--allow-unpinned",
      paramLabel = "SERVICE",
      split = ",",
      description =
          "Take these services from the registry although their builds read what nobody sees"
              + " (`serin cache why` names it).")
  private Set<String> unpinned = Set.of();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final RegistryOptions registries = new RegistryOptions();

  RegistryOptions registries() {
    return registries;
  }

  /** Nothing if the images stay on this machine. */
  Optional<Publication> publication(Console console, Path directory) throws IOException {
    if (push == null) {
      if (key != null || scope != null || !unpinned.isEmpty()) {
        throw new UserError("--sign, --scope and --allow-unpinned need --push REGISTRY/PREFIX.");
      }
      return Optional.empty();
    }
    ImagePublisher publisher = registries.publisher(push, console);
    Scope of = new Scope(scope == null ? console.variable(SCOPE).orElse("main") : scope);
    Optional<SigningKey> signer = signer(console, directory);
    TrustPolicy policy = trust.policy(console, directory);
    Optional<ImageCache> cache =
        withoutCache || policy.keys().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ImageCache(
                    publisher.client(), publisher.target(), policy, of, Clock.systemUTC()));
    return Optional.of(
        new Publication(
            publisher, of, signer.map(found -> attestor(found, console)), cache, unpinned));
  }

  private Attestor attestor(SigningKey signer, Console console) {
    String id = builder == null ? console.variable(BUILDER).orElse(UNNAMED_BUILDER) : builder;
    String run =
        RUNS.stream().flatMap(name -> console.variable(name).stream()).findFirst().orElse("");
    return new Attestor(
        signer,
        new Attestor.Identity(new Provenance.Builder(id, Engine.version()), run),
        Clock.systemUTC());
  }

  private Optional<SigningKey> signer(Console console, Path directory) throws IOException {
    String value = key == null ? console.variable(KEY).orElse("") : key;
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.equals(STANDARD_INPUT)) {
      byte[] content = console.in().readNBytes(LARGEST_KEY);
      return Optional.of(
          SigningKey.parse("standard input", new String(content, StandardCharsets.UTF_8)));
    }
    console.note(
        "the programs of a build run as the same user and can read the signing key; '--sign -'"
            + " takes it from standard input, where they cannot");
    if (value.contains("-----BEGIN ")) {
      return Optional.of(SigningKey.parse(KEY, value));
    }
    Path file = directory.resolve(value);
    try {
      return Optional.of(SigningKey.parse(file.toString(), Files.readString(file)));
    } catch (NoSuchFileException missing) {
      throw new UserError(
          "There is no signing key %s; `serin key %s` makes one.".formatted(file, value), missing);
    }
  }
}
