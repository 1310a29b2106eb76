package dev.serin.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStoreTest {

  private static final String CANARY =
      "{\"stableRS\":\"aaa\",\"currentPodHash\":\"%s\",\"currentStepIndex\":%d%s}";
  private static final String ABORTED = ",\"abort\":true,\"abortedAt\":\"2026-11-23T10:02:00Z\"";

  @TempDir private Path folder;
  private HistoryStore store;

  @BeforeEach
  void open() throws SQLException {
    store = new HistoryStore(HistoryDatabase.open(settings(folder.resolve("new/history.db"))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static HistorySettings settings(Path file) {
    return new HistorySettings(
        "jdbc:sqlite:" + file,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ofDays(365));
  }

  private static Scene twoVersions() {
    return new Scene().version("aaa", "shop/cart:1").version("bbb", "shop/cart:2");
  }

  private int append(Scene scene) throws SQLException {
    return store.append(scene.current(), scene.now(), Instant.EPOCH);
  }

  private static HistoryQuery all(int limit) {
    return new HistoryQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  private List<String> stepIds() throws SQLException {
    return store.read(all(100)).stream().map(HistoryRow::stepId).toList();
  }

  @Test
  void tellingTheSameAgainAddsNothing() throws SQLException {
    Scene scene = twoVersions().status(CANARY.formatted("bbb", 1, "")).weight(10);
    assertEquals(4, append(scene));
    assertEquals(0, append(scene.later(60)));
    assertEquals(
        List.of("r2.0/step-0/weight-10", "r2.0/step-1", "r2.0/step-0", "r2/began"), stepIds());
  }

  @Test
  void whatHappensAfterAnAbortWasTakenBackIsToldApart() throws SQLException {
    Scene scene = twoVersions().weight(10);
    append(scene.status(CANARY.formatted("bbb", 0, "")));
    append(scene.status(CANARY.formatted("bbb", 0, ABORTED)));
    append(scene.status(CANARY.formatted("bbb", 0, ABORTED)));
    append(scene.status(CANARY.formatted("bbb", 0, "")));
    assertEquals(
        List.of(
            "r2.1/step-0/weight-10",
            "r2.1/step-0",
            "r2/aborted-2026-11-23T10:02:00Z",
            "r2.0/step-0/weight-10",
            "r2.0/step-0",
            "r2/began"),
        stepIds());
  }

  @Test
  void aRevisionThatIsReplacedBeforeItsEndIsSuperseded() throws SQLException {
    append(twoVersions().status(CANARY.formatted("bbb", 0, "")));
    Scene third = twoVersions().version("ccc", "shop/cart:3");
    append(third.status(CANARY.formatted("ccc", 0, "")));
    HistoryRow superseded =
        store.read(all(100)).stream()
            .filter(row -> row.kind().equals("superseded"))
            .findFirst()
            .orElseThrow();
    assertEquals("r2/superseded", superseded.stepId());
    assertEquals("bbb", superseded.version());
    assertEquals("{\"by\":3}", superseded.details());
  }

  @Test
  void aRevisionThatWasAbortedOrPromotedIsNotSuperseded() throws SQLException {
    append(twoVersions().status(CANARY.formatted("bbb", 0, ABORTED)));
    append(
        twoVersions()
            .version("ccc", "shop/cart:3")
            .status("{\"stableRS\":\"ccc\",\"currentPodHash\":\"ccc\"}"));
    append(
        twoVersions()
            .version("ccc", "shop/cart:3")
            .version("ddd", "shop/cart:4")
            .status(CANARY.formatted("ddd", 0, "")));
    assertTrue(stepIds().stream().noneMatch(id -> id.endsWith("superseded")), stepIds().toString());
  }

  @Test
  void pagesFollowEachOtherWithoutGapsOrOverlaps() throws SQLException {
    append(twoVersions().status(CANARY.formatted("bbb", 3, "")).weight(50));
    List<HistoryRow> first = store.read(all(3));
    HistoryQuery next =
        new HistoryQuery(
            Optional.of("shop"),
            Optional.of("cart"),
            Optional.empty(),
            Optional.of(first.get(2).id()),
            100);
    List<String> both =
        List.of(first, store.read(next)).stream()
            .flatMap(List::stream)
            .map(HistoryRow::stepId)
            .toList();
    assertEquals(stepIds(), both);
    assertEquals(7, both.size());
    HistoryQuery began =
        new HistoryQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of(HistoryKind.BEGAN),
            Optional.empty(),
            100);
    assertEquals(1, store.read(began).size());
    HistoryQuery elsewhere =
        new HistoryQuery(
            Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    assertEquals(List.of(), store.read(elsewhere));
  }

  @Test
  void oldRowsGoAndDoNotComeBack() throws SQLException {
    Scene scene = twoVersions().later(3_600).status(CANARY.formatted("bbb", 0, ""));
    append(scene);
    Instant oldest = Scene.START.plusSeconds(60);
    assertEquals(1, store.purge(oldest));
    assertEquals(List.of("r2.0/step-0"), stepIds());
    assertEquals(0, store.append(scene.current(), scene.now(), oldest));
  }

  @Test
  void rowsOutliveAReopening() throws SQLException {
    append(twoVersions().status(CANARY.formatted("bbb", 0, "")));
    store.close();
    open();
    assertEquals(List.of("r2.0/step-0", "r2/began"), stepIds());
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidToBeOne() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "x".repeat(5_000));
    SQLException problem =
        assertThrows(SQLException.class, () -> HistoryDatabase.open(settings(file)));
    assertTrue(String.valueOf(problem.getMessage()).contains("notes.txt"), problem.getMessage());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HistorySettings(
                "jdbc:mysql://x",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofDays(1)));
  }
}
