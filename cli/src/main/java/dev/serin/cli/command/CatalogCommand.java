package dev.serin.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.output.Json;
import dev.serin.cli.output.Table;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Dependency;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.known.KnownCatalogs;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.GitRepository;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin catalog}. */
@Command(
    name = "catalog",
    header = "List the services and libraries of a commit, and what depends on what.",
    description =
        "Services are the folders with a service.yaml, libraries what they need. In a repository"
            + " without any, it shows what 'serin init' takes for services.",
    footer = {
      "  serin catalog                     of HEAD",
      "  serin catalog --at v1.2.0         of a tag",
      "  serin catalog --json              for scripts",
      "  serin catalog --mermaid           a graph for a README",
      "  serin catalog --backstage > catalog-info.yaml"
    })
final class CatalogCommand extends RepositoryCommand {
  @Option(
      names = "--at",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "The commit to read (default: ${DEFAULT-VALUE}).")
  private String at = "HEAD";

  @ArgGroup(exclusive = true)
  private Form form = new Form();

  /** How it is written. */
  private static final class Form {
    @Option(names = "--json", description = "Write JSON (docs/schemas/catalog.schema.json).")
    private boolean json;

    @Option(names = "--mermaid", description = "Write a graph that Markdown viewers draw.")
    private boolean mermaid;

    @Option(
        names = "--backstage",
        description = "Write Backstage's entities, for a catalog-info.yaml.")
    private boolean backstage;
  }

  @Override
  int run(GitRepository repository) {
    Commit commit = repository.resolve(at);
    warnOfUncommittedChanges(repository);
    Catalog catalog =
        KnownCatalogs.in(Machine.current().cache()).readWithServices(repository.tree(commit));
    showNotes(catalog.notes());
    if (form.json) {
      console().out().println(Json.text(document(repository, commit, catalog)));
    } else if (form.mermaid) {
      MermaidGraph.lines(catalog).forEach(console().out()::println);
    } else if (form.backstage) {
      console().out().print(BackstageEntities.yaml(repository, catalog));
    } else {
      Table table = new Table().row("NAME", "KIND", "TOOLCHAIN", "PATH", "DEPENDS ON");
      catalog.components().forEach(component -> table.row(cells(component)));
      table.lines().forEach(console().out()::println);
    }
    return ExitCode.OK;
  }

  private static String[] cells(Component component) {
    String needs =
        component.dependencies().stream().map(Dependency::path).collect(Collectors.joining(", "));
    return new String[] {
      component.name(), kind(component), component.toolchain(), component.path(), needs
    };
  }

  private static ObjectNode document(GitRepository repository, Commit commit, Catalog catalog) {
    ObjectNode document = Json.document("Catalog");
    document.put("repository", repository.name()).put("commit", commit.id());
    ArrayNode components = document.putArray("components");
    for (Component component : catalog.components()) {
      ObjectNode node = components.addObject();
      node.put("name", component.name())
          .put("path", component.path())
          .put("kind", kind(component))
          .put("toolchain", component.toolchain());
      component
          .description()
          .flatMap(ServiceDescription::owner)
          .ifPresent(owner -> node.put("owner", owner));
      ArrayNode dependencies = node.putArray("dependencies");
      for (Dependency dependency : component.dependencies()) {
        dependencies
            .addObject()
            .put("path", dependency.path())
            .put("reason", dependency.reason())
            .put("declaredIn", dependency.declaredIn())
            .put("line", dependency.line());
      }
      ArrayNode buildFiles = node.putArray("buildFiles");
      component.buildFiles().stream().sorted().forEach(buildFiles::add);
    }
    Json.addNotes(document, catalog.notes());
    return document;
  }

  private static String kind(Component component) {
    return component.kind().name().toLowerCase(Locale.ROOT);
  }
}
