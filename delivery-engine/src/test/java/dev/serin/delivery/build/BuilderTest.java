package dev.serin.delivery.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real builds of small Node and Python services. */
@Timeout(120)
class BuilderTest extends BuildTest {
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
  void testsThatPassWhenTheyRunAgainAreFlaky() throws Exception {
    Map<String, String> files =
        new TreeMap<>(
            pythonService(
                "ads",
                "import os; mark = '../ran'; before = os.path.exists(mark); open(mark,"
                    + " 'w').close(); self.assertTrue(before)",
                ""));
    files.put(
        "services/ads/service.yaml",
        "apiVersion: serin.dev/v1\nservice: ads\nbuild: {retries: 1}\n");
    List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

    BuildReport report;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      report = builder().build(repository.everything(folder, TWO_AT_ONCE), events::add);
    }

    assertEquals(new TestCounts(1, 0, 0), report.built().get(0).tests());
    List<String> flaky =
        events.stream()
            .filter(BuildEvent.Flaky.class::isInstance)
            .flatMap(event -> ((BuildEvent.Flaky) event).tests().stream())
            .toList();
    assertEquals(1, flaky.size());
    assertTrue(flaky.get(0).startsWith("test_it"), flaky.get(0));
  }

  @Test
  void whatTestsNeedRunsBesideThemAndIsGoneAfterwards() throws Exception {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path redis = programs.resolve("redis-server");
    Files.writeString(
        redis,
        """
        #!/bin/sh
        echo $$ > %s
        exec python3 -c "import socket, sys
        server = socket.create_server(('127.0.0.1', int(sys.argv[2])))
        while True:
            server.accept()[0].sendall(b'+PONG')" "$@"
        """
            .formatted(folder.resolve("redis-id")));
    assertTrue(redis.toFile().setExecutable(true));
    String test =
        "import os, socket; c = socket.create_connection((os.environ['REDIS_HOST'],"
            + " int(os.environ['REDIS_PORT']))); self.assertEqual(b'+PONG', c.recv(5))";
    Map<String, String> files = new TreeMap<>(pythonService("ads", test, ""));
    files.put(
        "services/ads/service.yaml",
        "apiVersion: serin.dev/v1\nservice: ads\nbuild: {needs: [redis]}\n");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.merge("PATH", "", (path, none) -> programs + ":" + path);

    BuildReport report;
    try (TestRepository repository = new TestRepository(folder.resolve("repository"), files)) {
      report =
          new Builder(machine(folder, environment))
              .build(repository.everything(folder, TWO_AT_ONCE), BuildListener.SILENT);
    }

    assertEquals(List.of(), report.failed());
    long id = Long.parseLong(Files.readString(folder.resolve("redis-id")).strip());
    assertFalse(ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false));
    assertNothingLeft();
  }
}
