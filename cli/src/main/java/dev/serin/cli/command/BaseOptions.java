package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.base.BaseNames;
import dev.serin.delivery.base.BaseSource;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.problem.UserError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What images build upon. */
final class BaseOptions {
  private static final String VARIABLE = "SERIN_BASE_REGISTRY";

  @Option(
      names = "--base",
      paramLabel = "RUNTIME=IMAGE",
      description =
          "Build upon this image what needs that runtime (java17, node, python3.11 …). Usual:"
              + " eclipse-temurin:17-jre, node:20-slim, python:3.11-slim, by the version that the"
              + " service was tested with.")
  private List<String> bases = List.of();

  @Option(
      names = "--base-registry",
      paramLabel = "REGISTRY",
      description = "A mirror to read Docker Hub's base images from (also: " + VARIABLE + ").")
  private @Nullable String registry;

  @Option(
      names = "--no-base",
      description =
          "Make images without a base; whoever runs them brings the runtime. That is how it is"
              + " unless --push, --base or --base-registry asks for more.")
  private boolean none;

  /** The base images, if images are to have any. */
  Optional<BaseImages> images(boolean pushed, RegistryOptions registries, Console console) {
    String mirror = registry == null ? console.variable(VARIABLE).orElse("") : registry;
    if (none && (registry != null || !bases.isEmpty())) {
      throw new UserError("--no-base cannot be combined with --base or --base-registry.");
    }
    if (none || !(pushed || !mirror.isEmpty() || !bases.isEmpty())) {
      return Optional.empty();
    }
    BaseSource source =
        mirror.isEmpty()
            ? BaseSource.asNamed(registries.plainHttp())
            : BaseSource.mirror(mirror, registries.plainHttp());
    return Optional.of(
        new BaseImages(
            BaseNames.parse(bases),
            source,
            registries.registries(console),
            Machine.current().cache().resolve("bases")));
  }
}
