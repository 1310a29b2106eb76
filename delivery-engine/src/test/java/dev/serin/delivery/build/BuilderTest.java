package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.ApplicationFiles;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.problem.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real builds of small Node and Python services. */
@Timeout(120)
class BuilderTest {
  private static final BuildOptions TWO_AT_ONCE = new BuildOptions(2, Duration.ofMinutes(2));

  @TempDir Path folder;

  @Test
  void servicesAreBuiltTestedAndContainerisedWithoutOneStoppingTheOther() throws Exception {
    Map<String, String> files = new TreeMap<>();
    files.putAll(nodeService("cart", "1"));
    files.putAll(nodeService("search", "2"));
    files.putAll(pythonService("ads", "self.assertTrue(True)", ""));
    files.putAll(pythonService("mail", "self.assertEqual(1, 2)", ""));
    files.putAll(pythonService("sms", "self.assertTrue(True)", "def broken(:\n"));
    List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

    BuildReport report;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      report = builder().build(repository.everything(folder, TWO_AT_ONCE), events::add);
    }

    assertEquals(
        List.of("ads", "cart"), report.built().stream().map(ServiceOutcome::service).toList());
    ServiceOutcome.Built cart = report.built().get(1);
    assertEquals("node20", cart.runtime());
    assertEquals(new TestCounts(1, 0, 1), cart.tests());
    assertTrue(cart.image().matches("shop/cart@sha256:[0-9a-f]{64}"), cart.image());
    assertEquals(new TestCounts(1, 0, 0), report.built().get(0).tests());

    ServiceOutcome.Failed mail = report.failed().get(0);
    assertEquals(Stage.TEST, mail.stage());
    assertTrue(mail.message().contains("test_it"), mail.message());
    assertTrue(mail.message().contains("AssertionError: 1 != 2"), mail.message());
    assertEquals(new TestCounts(0, 1, 0), mail.tests());
    ServiceOutcome.Failed search = report.failed().get(1);
    assertEquals(Stage.TEST, search.stage());
    assertTrue(search.message().contains("adds up"), search.message());
    ServiceOutcome.Failed sms = report.failed().get(2);
    assertEquals(Stage.BUILD, sms.stage());
    assertTrue(sms.message().contains("SyntaxError"), sms.message());
    assertTrue(Files.readString(sms.log()).contains("compileall"));

    assertEquals(
        List.of("Queued", "Started", "BUILD", "TEST", "IMAGE", "Finished"), story(events, "cart"));
    assertNothingLeft();
  }

  @Test
  void theSameCommitGivesTheSameImageInAnotherFolder() throws Exception {
    Map<String, String> files = new TreeMap<>(nodeService("cart", "1"));
    files.putAll(pythonService("ads", "self.assertTrue(True)", ""));
    List<List<String>> images = new ArrayList<>();
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      for (String place : List.of("here", "in/another/place")) {
        Builder builder = new Builder(machine(folder.resolve(place), System.getenv()));
        BuildReport report =
            builder.build(
                repository.everything(folder.resolve(place), TWO_AT_ONCE), BuildListener.SILENT);
        images.add(report.built().stream().map(ServiceOutcome.Built::image).toList());
      }
    }

    assertEquals(2, images.get(0).size());
    assertEquals(images.get(0), images.get(1));
  }

  @Test
  void aBuildSeesOnlyTheAllowedEnvironmentAndItsOwnFolders() throws Exception {
    String test =
        """
        import os, tempfile
                here = os.path.dirname(os.path.abspath(__file__))
                workspace = here[:here.index('/source/')]
                self.assertNotIn('SERIN_TEST_SECRET', os.environ)
                self.assertEqual(os.path.join(workspace, 'home'), os.path.expanduser('~'))
                self.assertTrue(tempfile.gettempdir().startswith(workspace))\
        """
            .strip();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SERIN_TEST_SECRET", "secret");

    BuildReport report;
    try (TestRepository repository =
        new TestRepository(folder.resolve("repository"), pythonService("ads", test, ""))) {
      report =
          new Builder(machine(folder, environment))
              .build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }

    assertEquals(List.of(), report.failed());
  }

  @Test
  void missingToolsAreNamedForEveryServiceBeforeAnythingStarts() throws Exception {
    Map<String, String> files = new TreeMap<>(nodeService("cart", "1"));
    files.putAll(pythonService("ads", "self.assertTrue(True)", ""));
    Machine machine =
        machine(folder, Map.of("PATH", Files.createDirectory(folder.resolve("empty")).toString()));
    List<BuildEvent> events = new ArrayList<>();

    InvalidInputException refused;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      BuildRequest request = repository.everything(folder, TWO_AT_ONCE);
      refused =
          assertThrows(
              InvalidInputException.class, () -> new Builder(machine).build(request, events::add));
    }

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("services/cart: service cart needs Node 20 or newer"), message);
    assertTrue(message.contains("services/ads: service ads needs Python 3.9 or newer"), message);
    assertEquals(2, refused.problems().size());
    assertEquals(List.of(), events);
    assertFalse(Files.exists(folder.resolve("images")));
    assertNothingLeft();
  }

  @Test
  void anInterruptKillsAllProcessesAndRemovesTheWorkspace() throws Exception {
    try (ServerSocket server = server();
        TestRepository repository = hangingService(server.getLocalPort())) {
      BuildRequest request = repository.everything(folder, TWO_AT_ONCE);
      CompletableFuture<Throwable> ending = new CompletableFuture<>();
      Thread build =
          new Thread(
              () -> {
                try {
                  builder().build(request, BuildListener.SILENT);
                  ending.complete(new AssertionError("the build ended by itself"));
                } catch (IOException | InterruptedException | RuntimeException problem) {
                  ending.complete(problem);
                }
              });
      build.start();
      List<ProcessHandle> processes = processes(server);
      assertTrue(processes.stream().allMatch(ProcessHandle::isAlive));

      build.interrupt();

      assertInstanceOf(InterruptedException.class, ending.get(60, TimeUnit.SECONDS));
      assertFalse(processes.stream().anyMatch(ProcessHandle::isAlive));
      assertNothingLeft();
    }
  }

  @Test
  void aProgramThatTakesTooLongFailsItsServiceAndSaysSo() throws Exception {
    Toolchain sleeping = new SleepingToolchain();
    BuildReport report;
    try (TestRepository repository =
        new TestRepository(
            folder.resolve("repository"), pythonService("ads", "self.assertTrue(True)", ""))) {
      report =
          new Builder(machine(folder, System.getenv()), List.of(sleeping))
              .build(
                  repository.everything(folder, new BuildOptions(1, Duration.ofMillis(500))),
                  BuildListener.SILENT);
    }

    ServiceOutcome.Failed failed = report.failed().get(0);
    assertEquals(Stage.BUILD, failed.stage());
    assertTrue(failed.message().contains("'sleep' was still running"), failed.message());
    assertNothingLeft();
  }

  @Test
  void whateverGoesWrongWithOneServiceTheOthersGoOn() throws Exception {
    Map<String, String> files = new TreeMap<>(pythonService("ads", "self.assertTrue(True)", ""));
    files.putAll(pythonService("mail", "self.assertTrue(True)", ""));
    Toolchain mistaken =
        new SpecialToolchain(
            build -> {
              if (build.component().name().equals("mail")) {
                throw new IllegalArgumentException("a mistake");
              }
              return artifact(build, TestCounts.NONE);
            });

    BuildReport report = build(files, mistaken);

    assertEquals(List.of("ads"), report.built().stream().map(ServiceOutcome::service).toList());
    assertTrue(report.failed().get(0).message().contains("a mistake"));
    assertNothingLeft();
  }

  @Test
  void aLinkInPlaceOfAFileDoesNotBringTheMachinesFilesIntoTheImage() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Toolchain leaking =
        new SpecialToolchain(
            build -> {
              Artifact artifact = artifact(build, TestCounts.NONE);
              Path file = build.folder().resolve("ads/__main__.py");
              Files.delete(file);
              Files.createSymbolicLink(file, secret);
              return artifact;
            });

    BuildReport report = build(pythonService("ads", "self.assertTrue(True)", ""), leaking);

    ServiceOutcome.Failed failed = report.failed().get(0);
    assertEquals(Stage.IMAGE, failed.stage());
    assertTrue(failed.message().contains("is a link to " + secret.toRealPath()), failed.message());
  }

  @Test
  void aServiceWhoseToolIgnoredFailedTestsFails() throws Exception {
    Toolchain ignoring = new SpecialToolchain(build -> artifact(build, new TestCounts(3, 1, 0)));

    BuildReport report = build(pythonService("ads", "self.assertTrue(True)", ""), ignoring);

    ServiceOutcome.Failed failed = report.failed().get(0);
    assertEquals(Stage.TEST, failed.stage());
    assertEquals(new TestCounts(3, 1, 0), failed.tests());
  }

  @Test
  void whatAKilledRunLeftIsEndedAndRemovedByTheNextOne() throws Exception {
    Path left = Files.createDirectories(folder.resolve("workspaces/serin-build-1/ads/source"));
    Files.createFile(folder.resolve("workspaces/serin-build-1/.lock"));
    Path young = Files.createDirectories(folder.resolve("workspaces/serin-build-2"));
    Process orphan = new ProcessBuilder("sleep", "600").directory(left.toFile()).start();
    try {
      build(
          pythonService("ads", "self.assertTrue(True)", ""),
          new SpecialToolchain(build -> artifact(build, TestCounts.NONE)));

      assertTrue(orphan.waitFor(30, TimeUnit.SECONDS));
      assertFalse(Files.exists(folder.resolve("workspaces/serin-build-1")));
      assertTrue(Files.exists(young), "a folder without a lock may belong to a run that begins");
    } finally {
      orphan.destroyForcibly();
    }
  }

  private BuildReport build(Map<String, String> files, Toolchain toolchain) throws Exception {
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      return new Builder(machine(folder, System.getenv()), List.of(toolchain))
          .build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }
  }

  private static Artifact artifact(ServiceBuild build, TestCounts tests) throws IOException {
    return new Artifact(
        tests,
        "python3",
        "python3.11",
        List.of(ApplicationFiles.layer(build.folder())),
        List.of("python3", "-m", "ads"),
        Map.of());
  }

  /** What a toolchain does in one test. */
  @FunctionalInterface
  private interface Work {
    Artifact build(ServiceBuild build)
        throws StageFailureException, IOException, InterruptedException;
  }

  /** Needs nothing of the machine and does one thing. */
  private record SpecialToolchain(Work work) implements Toolchain {
    @Override
    public String id() {
      return Toolchains.PYTHON;
    }

    @Override
    public List<String> missing(Component component, CommitTree tree, Tools tools) {
      return List.of();
    }

    @Override
    public Set<String> descriptors(Component component, CommitTree tree) {
      return Set.of();
    }

    @Override
    public Artifact build(ServiceBuild build)
        throws StageFailureException, IOException, InterruptedException {
      return work.build(build);
    }
  }

  /** Runs one program that takes long. */
  private static final class SleepingToolchain implements Toolchain {
    @Override
    public String id() {
      return Toolchains.PYTHON;
    }

    @Override
    public List<String> missing(Component component, CommitTree tree, Tools tools) {
      return List.of();
    }

    @Override
    public Set<String> descriptors(Component component, CommitTree tree) {
      return Set.of();
    }

    @Override
    public Artifact build(ServiceBuild build)
        throws StageFailureException, IOException, InterruptedException {
      build.run(build.folder(), List.of("sleep", "600"), Map.of(), line -> {});
      throw new IllegalStateException("the program ended by itself");
    }
  }

  /** A service whose test starts a process that leaves its parent, says both ids, and hangs. */
  private TestRepository hangingService(int port) throws IOException {
    String daemon =
        "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c',"
            + " 'import time; time.sleep(600)'], start_new_session=True, stdout=subprocess.DEVNULL).pid)";
    String test =
        """
        import os, socket, subprocess, sys, time
                daemon = subprocess.check_output([sys.executable, '-c', "%s"], text=True)
                connection = socket.create_connection(('127.0.0.1', %d))
                connection.sendall(('%%d %%s\\n' %% (os.getpid(), daemon.strip())).encode())
                time.sleep(600)\
        """
            .strip()
            .formatted(daemon.replace("\"", "\\\""), port);
    return new TestRepository(folder.resolve("repository"), pythonService("ads", test, ""));
  }

  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(60_000);
    return server;
  }

  private static List<ProcessHandle> processes(ServerSocket server) {
    try (Socket connection = server.accept();
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return Stream.of(String.valueOf(reader.readLine()).split(" "))
          .map(Long::parseLong)
          .map(id -> ProcessHandle.of(id).orElseThrow())
          .toList();
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private Builder builder() {
    return new Builder(machine(folder, System.getenv()));
  }

  private static Machine machine(Path folder, Map<String, String> environment) {
    return new Machine(
        environment, folder.resolve("home"), folder.resolve("cache"), folder.resolve("workspaces"));
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> workspaces = Files.list(folder.resolve("workspaces"))) {
      assertEquals(List.of(), workspaces.toList());
    }
  }

  private static List<String> story(List<BuildEvent> events, String service) {
    return events.stream()
        .filter(event -> event.service().equals(service))
        .map(
            event ->
                event instanceof BuildEvent.StageBegun begun
                    ? begun.stage().name()
                    : event.getClass().getSimpleName())
        .toList();
  }

  private static Map<String, String> nodeService(String name, String sum) {
    String folder = "services/" + name + "/";
    return Map.of(
        folder + "package.json",
        """
        {"name": "%s", "type": "module", "engines": {"node": ">=20"},
         "scripts": {"start": "node src/main.js", "test": "node --test"}}
        """
            .formatted(name),
        folder + "src/main.js",
        "export const one = 1;\n",
        folder + "test/main.test.js",
        """
        import test from 'node:test';
        import assert from 'node:assert';
        import { one } from '../src/main.js';
        test('adds up', () => assert.equal(one, %s));
        test('later', { skip: true }, () => {});
        """
            .formatted(sum));
  }

  private static Map<String, String> pythonService(String name, String test, String code) {
    String folder = "services/" + name + "/";
    return Map.of(
        folder + "pyproject.toml",
        "[project]\nname = \"%s\"\nversion = \"1\"\nrequires-python = \">=3.9\"\n".formatted(name),
        folder + name + "/__init__.py",
        "",
        folder + name + "/__main__.py",
        "print('started')\n" + code,
        folder + "tests/__init__.py",
        "",
        folder + "tests/test_it.py",
        """
        import unittest

        class It(unittest.TestCase):
            def test_it(self):
                %s
        """
            .formatted(test));
  }
}
