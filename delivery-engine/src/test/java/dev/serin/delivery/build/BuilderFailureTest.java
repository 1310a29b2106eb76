package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.git.CommitTree;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a build does, the others go on and nothing is left of it. */
@Timeout(120)
class BuilderFailureTest extends BuildTest {
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
        "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time;"
            + " time.sleep(600)'], start_new_session=True, stdout=subprocess.DEVNULL).pid)";
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
}
