package dev.serin.cli.command;

import dev.serin.cli.output.ExitCode;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.known.KnownCatalogs;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.release.Release;
import dev.serin.delivery.release.ReleaseFile;
import dev.serin.delivery.render.CanaryPolicies;
import dev.serin.delivery.render.Environment;
import dev.serin.delivery.render.Manifest;
import dev.serin.delivery.render.Manifests;
import dev.serin.delivery.render.Renderer;
import dev.serin.delivery.render.UnappliedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serin render}. */
@Command(
    name = "render",
    header = "Print the Kubernetes manifests of the services of a release.",
    description =
        "The descriptions are read from the commit that the release was built from, the images from"
            + " the release file. Nothing is applied: review the output and use it as you use any"
            + " other. Namespace and Gateway must be there already, and the images in a registry"
            + " under their name in the release file.",
    footer = {
      "  serin render                               of the last 'serin build' here",
      "  serin render cart --namespace shop-test    one service, somewhere else",
      "  serin render --release release.json | kubectl apply -f -"
    })
final class RenderCommand extends RepositoryCommand {
  private static final int LONGEST_NAME = 253;
  private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";

  @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services.")
  private List<String> services = List.of();

  @Option(
      names = "--release",
      paramLabel = "FILE",
      description = "The release file (default: .serin/release.json in the repository).")
  private @Nullable Path release;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Namespace of all objects (default: the repository's name).")
  private @Nullable String namespace;

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      defaultValue = "serin",
      description = "The Gateway that routes hang on (default: ${DEFAULT-VALUE}).")
  private String gateway = "serin";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Host name of routes that name none (default: any).")
  private @Nullable String host;

  @Override
  int run(GitRepository repository) throws IOException {
    checkNames();
    Path file =
        release == null
            ? OutputFolder.of(null, repository, directory()).release()
            : directory().resolve(release);
    if (!file.toFile().isFile()) {
      throw new UserError(
          "There is no release file "
              + file
              + ": run `serin build` first, or name one with --release.");
    }
    Release content = ReleaseFile.read(file);
    CommitTree tree = repository.tree(repository.resolve(content.source().commit()));
    Catalog catalog = KnownCatalogs.in(Machine.current().cache()).readWithServices(tree);
    Environment environment =
        new Environment(
            repository.name(),
            namespace == null ? repository.name() : namespace,
            gateway,
            Optional.empty(),
            Optional.ofNullable(host),
            CanaryPolicies.defaults());
    List<Manifest> manifests = new ArrayList<>();
    for (Release.Service service : chosen(content)) {
      Component component =
          catalog
              .service(service.name())
              .orElseThrow(
                  () ->
                      new UserError(
                          "Commit "
                              + tree.commit().shortId()
                              + " has no service '"
                              + service.name()
                              + "', though the release file names it."));
      showNotes(UnappliedKeys.warnings(tree, component));
      manifests.addAll(
          Renderer.render(component.effectiveDescription(), service.image(), environment));
    }
    console().out().print(Manifests.toYaml(manifests));
    return ExitCode.OK;
  }

  private void checkNames() {
    requireName("--namespace", namespace, "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    requireName("--gateway", gateway, NAME);
    requireName("--host", host, "(\\*\\.)?" + NAME);
  }

  private static void requireName(String option, @Nullable String value, String form) {
    if (value != null && (value.length() > LONGEST_NAME || !value.matches(form))) {
      throw new UserError(
          option
              + " '"
              + Printable.line(value)
              + "' is no name that Kubernetes takes: lower-case letters, digits and hyphens"
              + (form.contains(".") ? ", in parts joined by dots." : "."));
    }
  }

  private List<Release.Service> chosen(Release content) {
    List<String> known = content.services().stream().map(Release.Service::name).toList();
    for (String name : services) {
      if (!known.contains(name)) {
        throw new UserError(
            "The release "
                + content.name()
                + " has no service '"
                + name
                + "'"
                + Suggestion.phrase(name, known));
      }
    }
    return content.services().stream()
        .filter(service -> services.isEmpty() || services.contains(service.name()))
        .toList();
  }
}
