package dev.serin.cli.command;

import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.build.BuildOptions;
import dev.serin.delivery.build.BuildRequest;
import dev.serin.delivery.build.Builder;
import dev.serin.delivery.build.CacheExplanation;
import dev.serin.delivery.build.Publication;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serin cache why}. */
@Command(
    name = "why",
    header = "Say why a service would be taken from the registry, or be built again.",
    description = {
      "Takes the options of the build that it explains, and builds nothing. Names what the image of"
          + " HEAD depends on, what the registry has for that, which inputs differ from those of"
          + " the image that was built last, and what the build may read that nobody sees.",
      "Exit code 0: it would be found; 1: it would be built."
    },
    footer = {
      "  serin cache why cart --push registry.example/shop --trust main.pem.pub",
      "  serin cache why cart --push registry.example/shop --trust policy.yaml --scope change-17"
    })
final class CacheWhyCommand extends RepositoryCommand {
  @Parameters(paramLabel = "SERVICE", description = "The service's name.")
  private String service = "";

  @Option(
      names = "--commit",
      paramLabel = "COMMIT",
      description = "The commit to build (default: HEAD).")
  private String commit = "HEAD";

  @Mixin private final PublicationOptions publication = new PublicationOptions();

  @Mixin private final BaseOptions bases = new BaseOptions();

  @Option(
      names = "--json",
      description = "Write the answer to standard output (docs/schemas/cache.schema.json).")
  private boolean json;

  @Override
  int run(GitRepository repository) throws IOException, InterruptedException {
    Optional<Publication> images = publication.publication(console(), directory());
    if (images.flatMap(Publication::cache).isEmpty()) {
      throw new UserError(
          "Say where images are and whom to trust: --push REGISTRY/PREFIX and --trust FILE.");
    }
    Plan plan = RangeOptions.everything(repository, commit);
    BuildRequest request =
        new BuildRequest(
            repository.tree(plan.head()),
            plan.catalog(),
            plan.affected(),
            plan.repository(),
            repository.origin().orElse(""),
            Path.of(""),
            Path.of(""),
            BuildOptions.defaults(),
            bases.images(true, publication.registries(), console()),
            images);
    try {
      CacheExplanation explanation = new Builder(Machine.current()).explain(request, chosen(plan));
      CacheReport report = new CacheReport(explanation);
      if (json) {
        console().out().println(Json.text(report.json()));
      } else {
        report.lines().forEach(console().out()::println);
      }
      return report.found() ? ExitCode.OK : ExitCode.FAILED;
    } catch (RegistryException problem) {
      console().err().println("serin: " + problem.explanation() + ".");
      return ExitCode.FAILED;
    }
  }

  private Affected chosen(Plan plan) {
    List<String> known = plan.affected().stream().map(each -> each.service().name()).toList();
    return plan.affected().stream()
        .filter(each -> each.service().name().equals(service))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "There is no service '"
                        + Printable.line(service)
                        + "' in commit "
                        + plan.head().shortId()
                        + Suggestion.phrase(service, known)));
  }
}
