package dev.serin.delivery.build.maven;

import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Excerpt;
import dev.serin.delivery.build.toolchain.JunitReports;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.Surroundings;
import dev.serin.delivery.build.toolchain.ToolVersion;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.files.Folders;
import dev.serin.delivery.git.CommitTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds Maven modules with {@code mvn -pl MODULE -am package}.
 *
 * <ol>
 *   <li>Each build has a local repository of its own. What it misses there it takes from shared
 *       repositories on this machine that no build writes to: the user's own, then Serin's cache,
 *       and only then from the network. Maven 3.9 reads them in place; an older one copies the
 *       files that it needs, as from any repository.
 *   <li>What was downloaded joins Serin's cache afterwards, also after a failed build.
 *   <li>The user's {@code settings.xml} stays in force: mirrors, credentials, proxies.
 *   <li>The result is {@code app.jar} and {@code lib/}, or one jar that holds everything, or what
 *       Quarkus makes.
 * </ol>
 */
public final class MavenToolchain implements Toolchain {
  private static final String FAST_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

  private final Path userHome;
  private final MavenCache cache;
  private final MavenSeed seed;

  /** Reads the user's settings and repository in the machine's home, and shares its cache. */
  public MavenToolchain(Machine machine) {
    this.userHome = machine.home().resolve(".m2");
    this.cache = new MavenCache(machine.cache().resolve("maven"));
    this.seed = new MavenSeed(machine.cache().resolve("maven-lists"));
  }

  @Override
  public String id() {
    return Toolchains.MAVEN;
  }

  @Override
  public List<String> missing(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    Optional<MavenInstallation> maven = MavenInstallation.find(tools);
    if (maven.isEmpty() || maven.get().version().compareTo(MavenInstallation.OLDEST) < 0) {
      return List.of(
          "needs Maven "
              + MavenInstallation.OLDEST
              + " or newer and a JDK; 'mvn --version' does not show them. Install both (Debian:"
              + " 'apt-get install maven') and put 'mvn' on the PATH.");
    }
    List<String> problems = new ArrayList<>();
    Optional<ToolVersion> release = Reactor.javaRelease(tree, component.path());
    ToolVersion java = maven.get().javaVersion();
    if (release.isPresent() && release.get().major() > java.major()) {
      problems.add(
          "is compiled for Java %s, but Maven runs on Java %s. Install a newer JDK and point JAVA_HOME at it."
              .formatted(release.get(), java.major()));
    }
    if (!Files.isExecutable(maven.get().javaHome().resolve("bin").resolve("javac"))) {
      problems.add(
          "needs a JDK, but the Java that Maven runs on (%s) has no compiler. Install one (Debian: 'apt-get install default-jdk-headless')."
              .formatted(maven.get().javaHome()));
    }
    return problems;
  }

  @Override
  public Set<String> descriptors(Component component, CommitTree tree) {
    return Reactor.of(tree, component.path()).descriptors(tree);
  }

  @Override
  public Surroundings surroundings(Component component, CommitTree tree, Tools tools)
      throws InterruptedException {
    Map<String, String> inputs = new TreeMap<>(MavenInstallation.inputs(tools));
    for (String name : List.of("settings.xml", "settings-security.xml")) {
      inputs.put("file ~/.m2/" + name, MavenSettings.fingerprint(userHome.resolve(name)));
    }
    Optional<MavenInstallation> maven = MavenInstallation.find(tools);
    maven.ifPresent(
        found ->
            inputs.put(
                "file conf/settings.xml", MavenSettings.fingerprint(found.globalSettings())));
    Optional<ToolVersion> release =
        Reactor.javaRelease(tree, component.path())
            .or(() -> maven.map(MavenInstallation::javaVersion));
    return new Surroundings(
        release.map(version -> "java" + version.major()),
        inputs,
        UnpinnedArtifacts.of(tree, Reactor.of(tree, component.path())));
  }

  @Override
  public Artifact build(ServiceBuild build)
      throws StageFailureException, IOException, InterruptedException {
    MavenInstallation maven =
        MavenInstallation.find(build.tools())
            .orElseThrow(() -> new IOException("Maven was there a moment ago"));
    MavenLog log = new MavenLog(build.workspace().source().toString());
    boolean good = runMaven(build, maven, log);
    JunitReports reports = reports(build);
    if (!good && log.testsFailed()) {
      String failures = Excerpt.of(reports.failures());
      throw new StageFailureException(
          Stage.TEST, failures.isEmpty() ? log.explanation() : failures, reports.counts());
    }
    if (!good) {
      throw new StageFailureException(Stage.BUILD, log.explanation(), reports.counts());
    }
    if (!reports.flaky().isEmpty()) {
      build.flaky(reports.flaky());
    }
    ToolVersion release =
        Reactor.javaRelease(build.tree(), build.component().path()).orElse(maven.javaVersion());
    build.begin(Stage.IMAGE);
    return JavaApplication.withOwn(build.folder().resolve("target"), ownJars(build))
        .artifact(reports.counts(), "java" + release.major());
  }

  /** The names of the jars that the modules of the reactor have made. */
  private static Set<String> ownJars(ServiceBuild build) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : Reactor.of(build.tree(), build.component().path()).folders()) {
      Path target = build.folder(module).resolve("target");
      try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".jar"))
            .forEach(names::add);
      }
    }
    return names;
  }

  private boolean runMaven(ServiceBuild build, MavenInstallation maven, MavenLog log)
      throws StageFailureException, IOException, InterruptedException {
    Path repository = build.workspace().root().resolve("maven-repository");
    List<MavenSettings.Shared> shared = sharedRepositories();
    if (!maven.readsTails()) {
      seed.plant(
          build.component(),
          repository,
          shared.stream().map(MavenSettings.Shared::folder).toList());
    }
    Reactor reactor = Reactor.of(build.tree(), build.component().path());
    List<String> arguments = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-Dstyle.color=never"));
    arguments.add("-Dmaven.repo.local=" + repository);
    arguments.addAll(settings(build, maven, shared));
    // Jars hold times; without a fixed one the same sources would give other bytes.
    arguments.add("-Dproject.build.outputTimestamp=1980-01-01T00:00:02Z");
    int retries = build.component().effectiveDescription().build().retries();
    if (retries > 0) {
      arguments.add("-Dsurefire.rerunFailingTestsCount=" + retries);
      arguments.add("-Dfailsafe.rerunFailingTestsCount=" + retries);
    }
    arguments.addAll(List.of("-pl", reactor.selector(), "-am", "package"));
    try {
      boolean good =
          build.run(
              build.folder(reactor.root()),
              arguments,
              javaVariables(build),
              line -> log.read(line).ifPresent(build::begin));
      if (good) {
        seed.remember(build.component(), repository);
      }
      return good;
    } finally {
      collect(repository, shared);
    }
  }

  private void collect(Path repository, List<MavenSettings.Shared> shared) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      cache.collect(
          repository,
          shared.stream().map(MavenSettings.Shared::id).collect(Collectors.toUnmodifiableSet()));
    } catch (InterruptedException interrupt) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> settings(
      ServiceBuild build, MavenInstallation maven, List<MavenSettings.Shared> shared)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    if (maven.readsTails()) {
      String folders =
          shared.stream().map(each -> each.folder().toString()).collect(Collectors.joining(","));
      arguments.add("-Dmaven.repo.local.tail=" + folders);
    } else {
      Path file = build.workspace().home().resolve("maven-global-settings.xml");
      MavenSettings.write(file, maven.globalSettings(), shared);
      arguments.addAll(List.of("-gs", file.toString()));
    }
    Path userSettings = userHome.resolve("settings.xml");
    if (Files.isRegularFile(userSettings)) {
      arguments.addAll(List.of("-s", userSettings.toString()));
    }
    Path security = userHome.resolve("settings-security.xml");
    if (Files.isRegularFile(security)) {
      arguments.add("-Dsettings.security=" + security);
    }
    return arguments;
  }

  private List<MavenSettings.Shared> sharedRepositories() throws IOException {
    Files.createDirectories(cache.folder());
    List<MavenSettings.Shared> shared = new ArrayList<>();
    Path users = userHome.resolve("repository");
    if (Files.isDirectory(users)) {
      shared.add(new MavenSettings.Shared("serin-user", users));
    }
    shared.add(new MavenSettings.Shared("serin-cache", cache.folder()));
    return shared;
  }

  /** Java takes home and temporary folder from the system, not from HOME and TMPDIR. */
  private static Map<String, String> javaVariables(ServiceBuild build) {
    return Map.of(
        "MAVEN_OPTS",
        FAST_START,
        "MAVEN_SKIP_RC",
        "true",
        "JDK_JAVA_OPTIONS",
        "\"-Duser.home=%s\" \"-Djava.io.tmpdir=%s\""
            .formatted(build.workspace().home(), build.workspace().temporary()));
  }

  private static JunitReports reports(ServiceBuild build) throws IOException {
    JunitReports reports = new JunitReports();
    for (Path file : Folders.regularFiles(build.workspace().source())) {
      String name = String.valueOf(file.getFileName());
      String folder = file.resolveSibling("").toString();
      boolean ofTests =
          folder.endsWith("target/surefire-reports") || folder.endsWith("target/failsafe-reports");
      if (ofTests && name.startsWith("TEST-") && name.endsWith(".xml")) {
        reports.add(file);
        build.keepReport(file);
      }
    }
    return reports;
  }
}
