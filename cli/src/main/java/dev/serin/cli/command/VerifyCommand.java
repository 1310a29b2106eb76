package dev.serin.cli.command;

import dev.serin.cli.convention.Conventions;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.delivery.evidence.Demands;
import dev.serin.delivery.evidence.EvidenceKind;
import dev.serin.delivery.evidence.ImageVerifier;
import dev.serin.delivery.evidence.Verdict;
import dev.serin.delivery.evidence.trust.TrustPolicy;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryException;
import dev.serin.delivery.registry.RemoteImage;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code serin verify}. */
@Command(
    name = "verify",
    header =
        "Check who built an image from which commit, what is in it and whether its tests passed.",
    description = {
      "Looks for evidence beside the image in its registry: provenance (SLSA), bill of materials"
          + " (CycloneDX) and test results, each signed (in-toto, DSSE, Sigstore bundle). Only what"
          + " a trusted key signed for this very digest counts. A release file stands for all of"
          + " its images.",
      "Exit code 1 means that an image is not what was asked for."
    },
    footer = {
      "  serin verify registry.example/shop/cart@sha256:… --trust main.pem.pub",
      "  serin verify .serin/release.json --trust policy.yaml",
      "  serin verify registry.example/shop/cart:main --trust main.pem.pub --commit 1f2e3d4",
      "  serin verify IMAGE --trust main.pem.pub --json | jq '.images[].provenance'"
    })
final class VerifyCommand extends Conventions implements Callable<Integer> {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  @ParentCommand private @Nullable SerinCommand parent;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "An image by digest or tag, or a release file.")
  private List<String> images = List.of();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Option(
      names = "--require",
      paramLabel = "KIND",
      split = ",",
      description = "What must be there: provenance, sbom, tests (default: all three).")
  private List<String> required = EvidenceKind.words();

  @Option(
      names = "--source",
      paramLabel = "REPOSITORY",
      description = "The repository that it must be built from.")
  private @Nullable String source;

  @Option(
      names = "--commit",
      paramLabel = "COMMIT",
      description = "The commit that it must be built from; the first seven digits do.")
  private @Nullable String commit;

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      description = "The scope that it must be built for, such as main.")
  private @Nullable String scope;

  @Mixin private final RegistryOptions registries = new RegistryOptions();

  @Option(
      names = "--json",
      description =
          "Write the verdicts to standard output (docs/schemas/verification.schema.json).")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    TrustPolicy policy = trust.policy(console, parent.directory());
    if (policy.keys().isEmpty()) {
      throw new UserError(
          "Say whom to trust: --trust FILE with a public key or a policy, or %s."
              .formatted(TrustOptions.VARIABLE));
    }
    Demands demands = demands();
    List<RemoteImage> named = named(parent.directory());
    ImageVerifier verifier = new ImageVerifier(registries.registries(console), policy, demands);
    try {
      List<Verdict> verdicts = new ArrayList<>();
      for (RemoteImage image : named) {
        verdicts.add(verifier.verify(image));
      }
      VerificationReport report = new VerificationReport(verdicts);
      if (json) {
        console.out().println(Json.text(report.json()));
      } else {
        report.lines(console).forEach(console.out()::println);
      }
      return verdicts.stream().allMatch(Verdict::good) ? ExitCode.OK : ExitCode.FAILED;
    } catch (RegistryException problem) {
      console.err().println("serin: " + problem.explanation() + ".");
      return ExitCode.FAILED;
    }
  }

  private Demands demands() {
    Set<EvidenceKind> kinds = new LinkedHashSet<>();
    for (String word : required) {
      if (!EvidenceKind.words().contains(word)) {
        throw new UserError(
            "--require knows %s, not '%s'."
                .formatted(String.join(", ", EvidenceKind.words()), word));
      }
      kinds.add(EvidenceKind.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    if (commit != null && !COMMIT.matcher(commit).matches()) {
      throw new UserError("--commit wants the id of a commit, at least its first seven digits.");
    }
    return new Demands(
        kinds,
        Optional.ofNullable(source),
        Optional.ofNullable(commit),
        Optional.ofNullable(scope));
  }

  private List<RemoteImage> named(Path directory) throws IOException {
    List<RemoteImage> all = new ArrayList<>();
    for (String name : images) {
      Path file = directory.resolve(name);
      Set<String> names =
          name.endsWith(".json") && Files.isRegularFile(file)
              ? ReleaseFile.read(file).services().stream()
                  .map(Release.Service::image)
                  .collect(Collectors.toCollection(LinkedHashSet::new))
              : Set.of(name);
      names.forEach(each -> all.add(RemoteImage.parse(each, registries.plainHttp())));
    }
    return all;
  }
}
