package dev.serin.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.convention.Conventions;
import dev.serin.cli.doctor.Check;
import dev.serin.cli.doctor.Doctor;
import dev.serin.cli.doctor.ProcessProbe;
import dev.serin.cli.output.Console;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.cli.output.Table;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code serin doctor}. */
@Command(
    name = "doctor",
    header = "Say what this machine and a cluster have, lack, and how to mend it.",
    description =
        "In a repository, what its services need must be there; elsewhere only Java must.",
    footer = {
      "  serin doctor                               this machine, for this repository",
      "  serin doctor --kubeconfig ~/.kube/config   and whether the cluster answers",
      "  serin doctor --json                        for scripts"
    })
final class DoctorCommand extends Conventions implements Callable<Integer> {
  @ParentCommand private @Nullable SerinCommand parent;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "A cluster to look at (default: the variable KUBECONFIG, if it is set).")
  private @Nullable Path kubeconfig;

  @Option(names = "--json", description = "Write JSON (docs/schemas/doctor.schema.json).")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (parent == null) {
      throw new IllegalStateException("picocli sets the parent before it calls a command");
    }
    Console console = parent.console();
    Optional<Path> cluster =
        Optional.ofNullable(kubeconfig)
            .map(parent.directory()::resolve)
            .or(() -> console.variable("KUBECONFIG").map(Path::of));
    List<Check> checks =
        new Doctor(new ProcessProbe(parent.directory()), Runtime.version())
            .examine(neededToolchains(parent.directory(), console), cluster);
    boolean healthy = checks.stream().noneMatch(check -> check.state() == Check.State.MISSING);
    if (json) {
      console.out().println(Json.text(document(checks, healthy)));
    } else {
      print(checks, console);
    }
    return healthy ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Set<String> neededToolchains(Path directory, Console console) {
    try (GitRepository repository = GitRepository.open(directory)) {
      return CatalogReader.standard()
          .read(repository.tree(repository.resolve("HEAD")))
          .components()
          .stream()
          .map(Component::toolchain)
          .collect(Collectors.toSet());
    } catch (UserError e) {
      console.note(
          "only Java counts as needed, since there is no catalogue to look at. " + e.getMessage());
      return Set.of();
    }
  }

  private static void print(List<Check> checks, Console console) {
    Table table = new Table();
    checks.forEach(
        check -> table.row(check.state().word(), check.name(), check.version(), check.detail()));
    List<String> lines = table.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      console
          .out()
          .println(
              switch (checks.get(i).state()) {
                case OK -> line;
                case MISSING -> console.red(line);
                case OPTIONAL -> console.yellow(line);
              });
    }
  }

  private static ObjectNode document(List<Check> checks, boolean healthy) {
    ObjectNode document = Json.document("Doctor");
    document.put("healthy", healthy);
    ArrayNode array = document.putArray("checks");
    checks.forEach(
        check ->
            array
                .addObject()
                .put("name", check.name())
                .put("state", check.state().word())
                .put("version", check.version())
                .put("detail", check.detail()));
    return document;
  }
}
