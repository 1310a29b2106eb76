package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.delivery.registry.Registries;
import dev.serin.delivery.registry.RegistryPrefix;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How registries are spoken to; the same for every command that does. */
final class RegistryOptions {
  @Option(
      names = "--plain-http",
      description =
          "Speak to registries without TLS. Those on this machine (localhost, 127.0.0.0/8) are"
              + " spoken to so anyway.")
  private boolean plainHttp;

  private @Nullable Registries registries;

  boolean plainHttp() {
    return plainHttp;
  }

  /** The registries, with the credentials of {@code docker login}. */
  Registries registries(Console console) {
    Registries known = registries;
    if (known == null) {
      known = Registries.ofDocker(console.environment());
      registries = known;
    }
    return known;
  }

  ImagePublisher publisher(String target, Console console) {
    return new ImagePublisher(registries(console), RegistryPrefix.parse(target, plainHttp));
  }
}
