package dev.serin.delivery.build.python;

import dev.serin.delivery.build.toolchain.ApplicationFiles;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Interpreters;
import dev.serin.delivery.build.toolchain.JunitReports;
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
import dev.serin.delivery.image.ImageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds Python projects.
 *
 * <ol>
 *   <li>Packages that the project needs are installed beside it, into {@code site-packages}.
 *   <li>A {@code build.py} in its folder is run; what it puts into {@code target/app} is the
 *       application. Without one the application is the folder itself.
 *   <li>All Python files must compile; then the tests run, by pytest if the project is set up for
 *       it, else by unittest.
 * </ol>
 */
public final class PythonToolchain implements Toolchain {
  private static final String PYTHON = "python3";
  private static final String PACKAGES = "site-packages";

  /** Tests show their own mistakes, and may hold files that are wrong on purpose. */
  private static final String NOT_COMPILED = "(^|/)(tests?|node_modules|\\.[^/.][^/]*)/";

  @Override
  public String id() {
    return Toolchains.PYTHON;
  }

  @Override
  public List<String> missing(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    PythonProject project = PythonProject.read(tree, component.path());
    Optional<ToolVersion> wanted = project.pythonVersion();
    String wish = wanted.map(version -> "Python " + version + " or newer").orElse("Python 3");
    return Interpreters.problem(tools, PYTHON, wish, wanted, "python3").stream().toList();
  }

  @Override
  public Set<String> descriptors(Component component, CommitTree tree) {
    return Set.of();
  }

  @Override
  public Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    return new Surroundings(
        tools.version(PYTHON).map(version -> "python" + version),
        Map.of(
            "tool python",
            tools.ask(List.of(PYTHON, "--version")).orElse(""),
            "tool pip",
            tools
                .ask(List.of(PYTHON, "-m", "pip", "--version"))
                .map(answer -> answer.replaceFirst(" from .*", ""))
                .orElse("")),
        PythonProject.read(tree, component.path()).unpinned());
  }

  @Override
  public Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    PythonProject project = PythonProject.read(build.tree(), build.component().path());
    Path packages = build.workspace().root().resolve(PACKAGES);
    Map<String, String> variables = variables(build.folder(), packages);
    install(build, project, packages, variables);
    if (Files.isRegularFile(build.folder().resolve("build.py"))) {
      python(build, List.of("build.py"), variables);
    }
    List<String> compile = List.of("-m", "compileall", "-q", "-x", NOT_COMPILED, ".");
    python(build, compile, variables);
    Path application = applicationFolder(build.folder());
    ImageLayer files = ApplicationFiles.layer(application);
    TestCounts tests =
        build.test(
            () -> project.usesPytest() ? pytest(build, variables) : unittest(build, variables));
    build.begin(Stage.IMAGE);
    return new Artifact(
        tests,
        "python" + Interpreters.runtime(build.tools(), PYTHON, project.pythonVersion()),
        "python" + Interpreters.installed(build.tools(), PYTHON),
        List.of(ImageLayer.ofFolder("libraries", packages, PACKAGES), files),
        entrypoint(application),
        Files.isDirectory(packages) ? Map.of("PYTHONPATH", PACKAGES) : Map.of());
  }

  private static Map<String, String> variables(Path folder, Path packages) {
    return Map.of(
        "PYTHONPATH",
        folder.resolve("src") + ":" + folder + ":" + packages,
        "PYTHONNOUSERSITE",
        "1",
        "PIP_DISABLE_PIP_VERSION_CHECK",
        "1",
        "PIP_NO_INPUT",
        "1");
  }

  private static void install(
      ServiceBuild build, PythonProject project, Path packages, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    if (!project.requirements().isEmpty()) {
      wanted.addAll(List.of("-r", "requirements.txt"));
    } else {
      wanted.addAll(project.dependencies());
    }
    if (!wanted.isEmpty()) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-m", "pip", "install", "-q", "--no-compile", "--target", packages.toString()));
      arguments.addAll(wanted);
      python(build, arguments, variables);
    }
  }

  private static TestRun pytest(ServiceBuild build, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    Path report = build.workspace().scratch().resolve("pytest.xml");
    Files.deleteIfExists(report);
    JunitReports reports = new JunitReports();
    return build.runTests(
        build.folder(),
        List.of(PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=" + report),
        variables,
        line -> {},
        good -> reports.run(good, report, build));
  }

  private static TestRun unittest(ServiceBuild build, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    UnittestOutput output = new UnittestOutput();
    List<String> command = new ArrayList<>(List.of(PYTHON, "-m", "unittest", "discover"));
    Path tests = build.folder().resolve("tests");
    if (Files.isRegularFile(tests.resolve("__init__.py"))) {
      command.addAll(List.of("-s", "tests", "-t", "."));
    } else if (Files.isDirectory(tests)) {
      command.addAll(List.of("-s", "tests"));
    }
    return build.runTests(
        build.folder(),
        command,
        variables,
        output::read,
        good -> new TestRun(good || output.hasNoTests(), output.counts(), output.failures()));
  }

  private static void python(
      ServiceBuild build, List<String> arguments, Map<String, String> variables)
      throws StageFailureException, IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(arguments);
    build.require(Stage.BUILD, command, variables);
  }

  private static Path applicationFolder(Path folder) {
    Path assembled = folder.resolve("target").resolve("app");
    if (Files.isDirectory(assembled)) {
      return assembled;
    }
    Path sources = folder.resolve("src");
    return Files.isDirectory(sources) ? sources : folder;
  }

  private static List<String> entrypoint(Path application)
      throws IOException, StageFailureException {
    List<String> packages;
    try (Stream<Path> folders = Files.list(application)) {
      packages =
          folders
              .filter(folder -> Files.isRegularFile(folder.resolve("__main__.py")))
              .map(folder -> String.valueOf(folder.getFileName()))
              .filter(name -> !name.equals("tests") && !name.equals("test"))
              .sorted()
              .toList();
    }
    if (packages.size() == 1) {
      return List.of(PYTHON, "-m", packages.get(0));
    }
    for (String file : List.of("main.py", "app.py")) {
      if (Files.isRegularFile(application.resolve(file))) {
        return List.of(PYTHON, file);
      }
    }
    throw new StageFailureException(
        Stage.IMAGE,
        "A Python service is one package with a __main__.py, or a main.py or app.py in its folder,"
            + " but Serin found "
            + (packages.isEmpty() ? "none of them." : "the packages " + packages + "."));
  }
}
