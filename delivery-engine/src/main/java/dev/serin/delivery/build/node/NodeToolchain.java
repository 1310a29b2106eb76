package dev.serin.delivery.build.node;

import dev.serin.delivery.build.toolchain.ApplicationFiles;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Interpreters;
import dev.serin.delivery.build.toolchain.JunitReports;
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
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeEntry;
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds Node packages.
 *
 * <ol>
 *   <li>Dependencies, if there are any, come from the lock file ({@code npm ci}), its own or that
 *       of its workspace; npm's cache is private, see {@link NpmCache}.
 *   <li>Libraries of the workspace that have a script {@code build} are built, in order.
 *   <li>{@code npm run build} and {@code npm test}, if the package has these scripts. Node's own
 *       test runner is asked for a report through NODE_OPTIONS, so any script that uses it is
 *       counted.
 *   <li>Development dependencies are removed before the image is made.
 * </ol>
 */
public final class NodeToolchain implements Toolchain {
  private static final int LARGEST = 4 * 1024 * 1024;
  private static final String NODE = "node";

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
    Optional<String> foreign = NodeInstall.foreignLock(component.path(), tree);
    if (foreign.isPresent() && read(component, tree).hasDependencies()) {
      return List.of(
          "has a %s, which this version of Serin cannot install from: it needs npm's package-lock.json"
              .formatted(foreign.get()));
    }
    Optional<ToolVersion> wanted = read(component, tree).nodeVersion();
    String wish = wanted.map(version -> "Node " + version + " or newer").orElse("Node");
    Optional<String> problem = Interpreters.problem(tools, NODE, wish, wanted, "nodejs npm");
    if (problem.isPresent()) {
      return List.of(problem.get());
    }
    if (tools.find("npm").isEmpty()) {
      return List.of(
          "needs npm, but there is no 'npm' on the PATH. Install it (Debian: 'apt-get install"
              + " npm').");
    }
    return List.of();
  }

  /** npm compares the lock file with the descriptions of all packages of a workspace. */
  @Override
  public Set<String> descriptors(Component component, CommitTree tree) {
    return NodeInstall.of(component.path(), tree)
        .filter(install -> !install.member().isEmpty())
        .map(
            install ->
                tree.files(install.root()).stream()
                    .map(TreeEntry::path)
                    .filter(path -> RepositoryPath.name(path).equals(NodePackage.FILE_NAME))
                    .filter(path -> !path.contains("node_modules/"))
                    .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  @Override
  public Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    List<String> unpinned =
        read(component, tree).hasDependencies()
            ? PackageLock.unpinned(component.path(), tree)
            : List.of();
    return new Surroundings(
        tools.version(NODE).map(version -> "node" + version.major()),
        Map.of(
            "tool node",
            tools.ask(List.of(NODE, "--version")).orElse(""),
            "tool npm",
            tools.ask(List.of("npm", "--version")).orElse("")),
        unpinned);
  }

  @Override
  public Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    NodePackage description = read(build.component(), build.tree());
    Optional<NodeInstall> install = NodeInstall.of(build.component().path(), build.tree());
    if (description.hasDependencies()) {
      install.orElseThrow(NodeToolchain::noLockFile).forBuild(build, cache);
    }
    for (Component library : build.dependencies()) {
      buildLibrary(library, build);
    }
    if (description.hasScript("build")) {
      build.require(Stage.BUILD, List.of("npm", "run", "build"), Map.of());
    }
    ImageLayer application = ApplicationFiles.layer(build.folder());
    TestCounts tests =
        description.hasScript("test") ? build.test(() -> test(build)) : TestCounts.NONE;
    boolean isMember = install.isPresent() && !install.get().member().isEmpty();
    if (description.hasDevDependencies() || (isMember && description.hasDependencies())) {
      install.orElseThrow(NodeToolchain::noLockFile).forRunning(build);
    }
    build.begin(Stage.IMAGE);
    List<Path> folders =
        install.map(found -> found.moduleFolders(build)).orElse(List.of(build.folder()));
    ImageLayer libraries = NodeModules.layer(folders, build.workspace().source());
    Tools tools = build.tools();
    return new Artifact(
        tests,
        "node" + Interpreters.runtime(tools, NODE, description.nodeVersion()).major(),
        "node" + Interpreters.installed(tools, NODE).major(),
        List.of(libraries, application),
        entrypoint(description, build.folder()),
        Map.of("NODE_ENV", "production"));
  }

  /** A library of the workspace may have to be compiled before it can be used. */
  private static void buildLibrary(Component library, ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    boolean compiled =
        library.toolchain().equals(Toolchains.NPM)
            && read(library, build.tree()).hasScript("build");
    if (compiled) {
      build.require(
          Stage.BUILD, build.folder(library.path()), List.of("npm", "run", "build"), Map.of());
    }
  }

  private static StageFailureException noLockFile() {
    return new StageFailureException(
        Stage.BUILD,
        "The package has dependencies but no package-lock.json in its folder or its workspace. Run"
            + " 'npm install' there and commit the file, so that every build gets the same ones.");
  }

  private static TestRun test(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    Path report = build.workspace().scratch().resolve("node-tests.xml");
    Files.deleteIfExists(report);
    String options =
        "--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit"
            + " \"--test-reporter-destination=%s\"".formatted(report);
    JunitReports reports = new JunitReports();
    return build.runTests(
        build.folder(),
        List.of("npm", "--silent", "test"),
        Map.of("NODE_OPTIONS", options),
        line -> {},
        good -> reports.run(good, report, build));
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
