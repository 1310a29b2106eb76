package dev.serin.delivery.build.go;

import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.Surroundings;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.TestRun;
import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.project.go.GoFile;
import dev.serin.delivery.catalog.project.go.GoHelpers;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds Go programs.
 *
 * <ol>
 *   <li>The service's program is its folder's {@code main} package, else the only one below it.
 *   <li>It is built without cgo, paths and stamps of version control, so that it is one static file
 *       and the same on every machine with the same Go.
 *   <li>The tests of all packages in the service's folder run.
 *   <li>Modules and compiled packages are kept in Serin's cache; Go checks modules against {@code
 *       go.sum}, and never fetches another Go.
 * </ol>
 */
public final class GoToolchain implements Toolchain {
  private static final String GO = "go";
  private static final String PROGRAM_FORMAT = "{{if eq .Name \"main\"}}{{.Dir}}{{end}}";
  private static final int LARGEST = 1024 * 1024;

  private final Machine machine;

  /** Shares the machine's cache. */
  public GoToolchain(Machine machine) {
    this.machine = machine;
  }

  @Override
  public String id() {
    return Toolchains.GO;
  }

  @Override
  public List<String> missing(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    Optional<ToolVersion> wanted = wanted(component, tree);
    String wish = wanted.map(version -> "Go " + version + " or newer").orElse("Go");
    Optional<ToolVersion> found = version(tools);
    if (found.isEmpty()) {
      return List.of(
          "needs %s, but there is no 'go' on the PATH. Install it and put its bin folder on the PATH."
              .formatted(wish));
    }
    if (wanted.isPresent() && wanted.get().compareTo(found.get()) > 0) {
      return List.of(
          "needs %s, but the 'go' on the PATH is %s. Install a newer one."
              .formatted(wish, found.get()));
    }
    return List.of();
  }

  @Override
  public Set<String> descriptors(Component component, CommitTree tree) {
    return Set.of();
  }

  /** Go holds modules to {@code go.sum}, so all that is left is Go itself. */
  @Override
  public Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    return new Surroundings(
        version(tools).map(GoToolchain::runtime),
        Map.of("tool go", tools.ask(List.of(GO, "version")).orElse("")),
        List.of());
  }

  /** A static program needs no runtime; its base images differ by what compiled it. */
  private static String runtime(ToolVersion version) {
    return "static" + version;
  }

  @Override
  public Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    Map<String, String> variables = variables(build);
    String program = program(build, variables);
    Path binary = build.workspace().scratch().resolve("out").resolve(build.component().name());
    build.require(
        Stage.BUILD,
        List.of(GO, "build", "-trimpath", "-buildvcs=false", "-o", binary.toString(), program),
        variables);
    TestCounts tests = build.test(() -> test(build, variables));
    build.begin(Stage.IMAGE);
    ToolVersion version =
        version(build.tools()).orElseThrow(() -> new IOException("Go was there a moment ago"));
    String name = String.valueOf(binary.getFileName());
    return new Artifact(
        tests,
        "",
        runtime(version),
        List.of(new ImageLayer("application", List.of(new ImageFile(binary, name, true)))),
        List.of("./" + name),
        Map.of());
  }

  private static TestRun test(ServiceBuild build, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    GoTestOutput output = new GoTestOutput();
    return build.runTests(
        build.folder(),
        List.of(GO, "test", "-v", "-trimpath", "-buildvcs=false", "-count=1", "./..."),
        variables,
        output::read,
        good -> new TestRun(good, output.counts(), output.failures()));
  }

  /** The package to build, relative to the service's folder. */
  private static String program(ServiceBuild build, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    build.begin(Stage.BUILD);
    boolean good =
        build.run(
            build.folder(),
            List.of(GO, "list", "-f", PROGRAM_FORMAT, "./..."),
            variables,
            lines::add);
    if (!good) {
      throw new StageFailureException(Stage.BUILD, String.join("\n", lines));
    }
    Path folder = build.folder().toRealPath();
    List<String> programs = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("/") && Files.isDirectory(Path.of(line))) {
        String relative = folder.relativize(Path.of(line).toRealPath()).toString();
        if (relative.isEmpty()) {
          return ".";
        }
        if (!GoHelpers.isHelper(relative)) {
          programs.add("./" + relative);
        }
      }
    }
    if (programs.size() == 1) {
      return programs.get(0);
    }
    throw new StageFailureException(
        Stage.BUILD,
        programs.isEmpty()
            ? "There is no package main in the service's folder, so nothing to start."
            : "The service's folder holds several programs ("
                + String.join(", ", programs)
                + "). Give each a service.yaml of its own, in its own folder.");
  }

  private Map<String, String> variables(ServiceBuild build) throws InterruptedException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("CGO_ENABLED", "0");
    variables.put("GOTOOLCHAIN", "local");
    variables.put("GOFLAGS", "-modcacherw");
    variables.put("GOCACHE", machine.cache().resolve("go-build").toString());
    variables.put("GOMODCACHE", machine.cache().resolve("go-modules").toString());
    String proxy = build.tools().ask(List.of(GO, "env", "GOPROXY")).orElse("off").strip();
    String wanted = machine.environment().getOrDefault("GOPROXY", proxy);
    Path known = machine.home().resolve("go/pkg/mod/cache/download");
    variables.put("GOPROXY", Files.isDirectory(known) ? "file://" + known + "," + wanted : wanted);
    for (String name : List.of("GOPRIVATE", "GONOSUMDB", "GONOPROXY", "GOSUMDB")) {
      String value = machine.environment().get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  private static Optional<ToolVersion> version(Tools tools) throws InterruptedException {
    return tools.ask(List.of(GO, "version")).flatMap(ToolVersion::in);
  }

  /** The Go that the module names, which is the nearest go.mod above the component. */
  private static Optional<ToolVersion> wanted(Component component, CommitTree tree) {
    for (String folder = component.path(); ; folder = RepositoryPath.parent(folder)) {
      Optional<String> text = tree.readText(RepositoryPath.child(folder, "go.mod"), LARGEST);
      if (text.isPresent()) {
        return GoFile.parse(text.get()).all("go").stream()
            .flatMap(go -> go.words().stream())
            .findFirst()
            .flatMap(ToolVersion::in);
      }
      if (folder.equals(RepositoryPath.ROOT)) {
        return Optional.empty();
      }
    }
  }
}
