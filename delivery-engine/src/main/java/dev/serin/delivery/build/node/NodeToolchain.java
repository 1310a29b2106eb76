package dev.serin.delivery.build.node;

import dev.serin.delivery.build.toolchain.ApplicationFiles;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Excerpt;
import dev.serin.delivery.build.toolchain.Interpreters;
import dev.serin.delivery.build.toolchain.JunitReports;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.Surroundings;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds Node packages.
 *
 * <ol>
 *   <li>Dependencies, if there are any, come from the lock file ({@code npm ci}); npm's cache is
 *       private, see {@link NpmCache}.
 *   <li>{@code npm run build} and {@code npm test}, if the package has these scripts. Node's own
 *       test runner is asked for a report through NODE_OPTIONS, so any script that uses it is
 *       counted.
 *   <li>Development dependencies are removed before the image is made.
 * </ol>
 */
public final class NodeToolchain implements Toolchain {
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final List<String> QUIET =
      List.of("--prefer-offline", "--no-audit", "--no-fund", "--no-update-notifier");

  private final NpmCache cache;

  /** Shares the machine's cache. */
  public NodeToolchain(Machine machine) {
    this.cache = new NpmCache(machine.home().resolve(".npm"), machine.cache().resolve("npm"));
  }

  @Override
  public String id() {
    return Toolchains.NPM;
  }

  @Override
  public List<String> missing(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    Optional<ToolVersion> wanted = read(component, tree).nodeVersion();
    String wish = wanted.map(version -> "Node " + version + " or newer").orElse("Node");
    Optional<String> problem = Interpreters.problem(tools, "node", wish, wanted, "nodejs npm");
    if (problem.isPresent()) {
      return List.of(problem.get());
    }
    if (tools.find("npm").isEmpty()) {
      return List.of(
          "needs npm, but there is no 'npm' on the PATH. Install it (Debian: 'apt-get install npm').");
    }
    return List.of();
  }

  @Override
  public Set<String> descriptors(Component component, CommitTree tree) {
    return Set.of();
  }

  @Override
  public Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    String lock = RepositoryPath.child(component.path(), PackageLock.FILE_NAME);
    return new Surroundings(
        tools.version("node").map(version -> "node" + version.major()),
        Map.of(
            "tool node",
            tools.ask(List.of("node", "--version")).orElse(""),
            "tool npm",
            tools.ask(List.of("npm", "--version")).orElse("")),
        PackageLock.unpinned(tree.readText(lock, PackageLock.LARGEST).orElse("")));
  }

  @Override
  public Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    NodePackage description = read(build.component(), build.tree());
    if (description.hasDependencies()) {
      install(build);
    }
    if (description.hasScript("build")) {
      npm(build, Stage.BUILD, List.of("run", "build"), Map.of());
    }
    ImageLayer application = ApplicationFiles.layer(build.folder());
    TestCounts tests = description.hasScript("test") ? test(build) : TestCounts.NONE;
    if (description.hasDevDependencies()) {
      npm(build, Stage.IMAGE, List.of("prune", "--omit=dev", "--offline"), Map.of());
    }
    build.begin(Stage.IMAGE);
    ImageLayer libraries = NodeModules.layer(build.folder(), build.workspace().source());
    return new Artifact(
        tests,
        "node" + runtime(description, build.tools()).major(),
        "node" + installed(build.tools()).major(),
        List.of(libraries, application),
        entrypoint(description, build.folder()),
        Map.of("NODE_ENV", "production"));
  }

  private void install(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    Path lock = build.folder().resolve("package-lock.json");
    if (!Files.isRegularFile(lock)) {
      throw new StageFailureException(
          Stage.BUILD,
          "The package has dependencies but no package-lock.json in its folder. Run 'npm install'"
              + " there and commit the file, so that every build gets the same ones.");
    }
    Path privateCache = build.workspace().home().resolve(".npm");
    cache.seed(lock, privateCache);
    List<String> arguments = new ArrayList<>(List.of("ci"));
    arguments.addAll(QUIET);
    npm(build, Stage.BUILD, arguments, Map.of());
    cache.collect(lock, privateCache);
  }

  private TestCounts test(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    Path report = build.workspace().scratch().resolve("node-tests.xml");
    String options =
        "--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit"
            + " \"--test-reporter-destination=%s\"".formatted(report);
    Excerpt.Tail tail = new Excerpt.Tail();
    build.begin(Stage.TEST);
    boolean good =
        build.run(
            build.folder(),
            List.of("npm", "--silent", "test"),
            Map.of("NODE_OPTIONS", options),
            tail::add);
    JunitReports reports = new JunitReports();
    if (Files.isRegularFile(report)) {
      reports.add(report);
    }
    if (!good) {
      throw new StageFailureException(
          Stage.TEST,
          reports.failures().isEmpty() ? tail.text() : Excerpt.of(reports.failures()),
          reports.counts());
    }
    return reports.counts();
  }

  private static void npm(
      ServiceBuild build, Stage stage, List<String> arguments, Map<String, String> extra)
      throws StageFailureException, IOException, InterruptedException {
    build.begin(stage);
    List<String> command = new ArrayList<>(List.of("npm"));
    command.addAll(arguments);
    Excerpt.Tail tail = new Excerpt.Tail();
    if (!build.run(build.folder(), command, extra, tail::add)) {
      throw new StageFailureException(stage, tail.text());
    }
  }

  private static ToolVersion runtime(NodePackage description, Tools tools)
      throws IOException, InterruptedException {
    Optional<ToolVersion> wanted = description.nodeVersion();
    if (wanted.isPresent()) {
      return wanted.get();
    }
    return installed(tools);
  }

  /** Compiled packages fit the version that they were installed with. */
  private static ToolVersion installed(Tools tools) throws IOException, InterruptedException {
    return tools.version("node").orElseThrow(() -> new IOException("Node was there a moment ago"));
  }

  private static List<String> entrypoint(NodePackage description, Path folder)
      throws StageFailureException {
    Optional<List<String>> command = description.startCommand();
    if (command.isPresent()) {
      return command.get();
    }
    for (String file : List.of("server.js", "index.js")) {
      if (Files.isRegularFile(folder.resolve(file))) {
        return List.of("node", file);
      }
    }
    throw new StageFailureException(
        Stage.IMAGE,
        "package.json does not say how to start the service. Give it a script 'start' such as"
            + " \"node src/main.js\" (plain words, as no shell reads it), or 'main'.");
  }

  private static NodePackage read(Component component, CommitTree tree) {
    String file = RepositoryPath.child(component.path(), NodePackage.FILE_NAME);
    return NodePackage.parse(tree.readText(file, LARGEST).orElse(""));
  }
}
