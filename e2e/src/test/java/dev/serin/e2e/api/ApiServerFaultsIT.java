package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API server goes away, or hangs, in the middle of a canary that turns out to be bad. */
@ApiTest
class ApiServerFaultsIT {

  private static final Duration SHORT = Duration.ofSeconds(6);
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void awayForAWhile() throws Exception {
    away(SHORT);
  }

  @Test
  @Tag("full")
  void awayForAMinute() throws Exception {
    away(LONG);
  }

  @Test
  void hangingForAWhile() throws Exception {
    hanging(SHORT);
  }

  @Test
  @Tag("full")
  void hangingForAMinute() throws Exception {
    hanging(LONG);
  }

  private static void away(Duration time) throws Exception {
    try (Stage stage = badCanaryAtTenPercent("away")) {
      stage.cluster().stopApiServer();
      Await.elapse(time);
      stage.cluster().restartApiServer();
      assertTakenBack(stage);
    }
  }

  private static void hanging(Duration time) throws Exception {
    try (Stage stage = badCanaryAtTenPercent("hanging")) {
      stage.cluster().apiServer().pause();
      Await.elapse(time);
      stage.cluster().apiServer().resume();
      stage.cluster().restartControllers();
      assertTakenBack(stage);
    }
  }

  private static Stage badCanaryAtTenPercent(String name) {
    Stage stage = Stage.withAgent(name, Stage.JUDGED).withStableVersion();
    stage.service().update("shop/cart:bad");
    stage.service().awaitWeight(10);
    return stage;
  }

  private static void assertTakenBack(Stage stage) {
    stage.service().awaitWeight(0);
    stage.service().awaitAborted();
    stage.service().awaitEvent("RolloutAborted");
    stage.traffic().awaitCanaryWeights(List.of(0, 10, 0));
    stage.traffic().assertNoGap();
    assertTrue(stage.agent().alive());
    assertEquals(1, stage.service().events("RolloutAborted").size());
    assertEquals(
        List.of(),
        stage
            .agent()
            .log()
            .lines()
            .filter(line -> line.contains("is not recorded:") && line.contains("Connection"))
            .toList());
  }
}
