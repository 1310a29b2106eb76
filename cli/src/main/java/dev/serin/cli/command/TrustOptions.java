package dev.serin.cli.command;

import dev.serin.cli.output.Console;
import dev.serin.delivery.evidence.trust.TrustFile;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose signatures count; the same for every command that asks. */
final class TrustOptions {
  static final String VARIABLE = "SERIN_TRUST";

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "A public key (PEM) that is trusted with anything, or a policy that limits keys to"
              + " builders, scopes and repositories; may be repeated (also: "
              + VARIABLE
              + ", several with ':' between them).")
  private List<Path> files = List.of();

  TrustPolicy policy(Console console, Path directory) throws IOException {
    List<Path> all = new ArrayList<>(files);
    if (all.isEmpty()) {
      console.variable(VARIABLE).stream()
          .flatMap(value -> Arrays.stream(value.split(File.pathSeparator)))
          .filter(name -> !name.isBlank())
          .forEach(name -> all.add(Path.of(name)));
    }
    TrustPolicy policy = TrustPolicy.NOBODY;
    for (Path file : all) {
      policy = policy.and(TrustFile.read(directory.resolve(file)));
    }
    return policy;
  }
}
