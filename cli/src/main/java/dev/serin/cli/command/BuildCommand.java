package dev.serin.cli.command;

import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Table;
import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.build.BuildOptions;
import dev.serin.delivery.build.BuildReport;
import dev.serin.delivery.build.BuildRequest;
import dev.serin.delivery.build.Builder;
import dev.serin.delivery.build.Publication;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.release.BuiltServices;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import dev.serin.delivery.release.Releases;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serin build}. */
@Command(
    name = "build",
    header = "Build, test and containerise the services that a range of commits affects.",
    description =
        "Each service is built alone, from the commit and never from the work tree; one that"
            + " fails does not stop the others. The images go into an OCI layout (a folder), and"
            + " release.json names them by digest. With --push they go to a registry as well, and"
            + " only what was read back from there is in the release. With --trust, what"
            + " a trusted builder has built of the same inputs is found there, not built again.",
    footer = {
      "  serin build                                      every service of HEAD",
      "  serin build --from HEAD~1                        what the last commit affects",
      "  serin build --from HEAD~1 --only cart            of that, only cart",
      "  serin build --from origin/main --merge-base --json | jq .services",
      "  serin build --push registry.example/shop         and publish the images",
      "  serin build --push registry.example/shop --sign main.pem --trust main.pem.pub",
      "                                                   sign them, and build none twice"
    })
final class BuildCommand extends RepositoryCommand {
  @Mixin private final RangeOptions range = new RangeOptions();

  @Option(
      names = "--only",
      paramLabel = "SERVICE",
      split = ",",
      description = "Build only these of the affected services.")
  private List<String> only = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where images, logs and release.json go (default: .serin in the repository).")
  private @Nullable Path output;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many services to build at once (default: as many as there are cores).")
  private @Nullable Integer parallel;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      description = "The most that one program of a service's build may take (default: 15).")
  private @Nullable Integer timeout;

  @Mixin private final PublicationOptions publication = new PublicationOptions();

  @Mixin private final BaseOptions bases = new BaseOptions();

  @Option(
      names = "--json",
      description = "Write the release file to standard output (docs/schemas/release.schema.json).")
  private boolean json;

  @Override
  int run(GitRepository repository) throws IOException, InterruptedException {
    BuildOptions options = options();
    Optional<Publication> images = publication.publication(console(), directory());
    Optional<BaseImages> baseImages =
        bases.images(images.isPresent(), publication.registries(), console());
    Plan plan = range.plan(repository, directory());
    warnOfUncommittedChanges(repository);
    showNotes(plan.notes());
    List<Affected> services = chosen(plan);
    OutputFolder folder = OutputFolder.of(output, repository, directory());
    String address = repository.origin().orElse("");
    BuildRequest request =
        new BuildRequest(
            repository.tree(plan.head()),
            plan.catalog(),
            services,
            plan.repository(),
            address,
            folder.images(),
            folder.logs(),
            options,
            baseImages,
            images);
    Closeable taken = folder.prepare();
    try {
      BuildReport report = build(request);
      Release release = Releases.of(plan, report, address, Clock.systemUTC().instant());
      ReleaseFile.write(release, folder.release());
      BuiltServices.read(folder.built())
          .with(report.built().stream().map(ServiceOutcome::service).toList(), plan.head().id())
          .write(folder.built());
      show(release, report, folder);
      return report.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    } finally {
      taken.close();
    }
  }

  private BuildOptions options() {
    BuildOptions defaults = BuildOptions.defaults();
    int services = parallel == null ? defaults.parallel() : parallel;
    if (services < 1 || (timeout != null && timeout < 1)) {
      throw new UserError("--parallel and --timeout must be at least 1.");
    }
    return new BuildOptions(
        services, timeout == null ? defaults.timeout() : Duration.ofMinutes(timeout));
  }

  private List<Affected> chosen(Plan plan) {
    List<String> known = plan.catalog().services().stream().map(Component::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new UserError(
            "There is no service '"
                + Printable.line(name)
                + "' in commit "
                + plan.head().shortId()
                + Suggestion.phrase(name, known));
      }
    }
    return plan.affected().stream()
        .filter(affected -> only.isEmpty() || only.contains(affected.service().name()))
        .toList();
  }

  private BuildReport build(BuildRequest request) throws IOException, InterruptedException {
    if (request.services().isEmpty()) {
      console().err().println("Nothing to build.");
      return new BuildReport(List.of());
    }
    return InterruptOnExit.during(
        () -> {
          if (!console().terminal()) {
            return new Builder(Machine.current()).build(request, new BuildProgress(console()));
          }
          try (LiveProgress progress = new LiveProgress(console(), Clock.systemUTC())) {
            return new Builder(Machine.current()).build(request, progress);
          }
        });
  }

  private void show(Release release, BuildReport report, OutputFolder folder) {
    if (json) {
      console().out().print(ReleaseFile.toJson(release));
    } else {
      Table table = new Table();
      report
          .built()
          .forEach(
              each -> table.row(each.reused() ? "found" : "built", each.service(), each.image()));
      for (ServiceOutcome.Failed failed : report.failed()) {
        table.row("failed", failed.service(), "in " + failed.stage().word() + ": " + failed.log());
      }
      table.lines().forEach(console().out()::println);
    }
    console().err().println("Release " + release.name() + ": " + folder.release());
  }
}
