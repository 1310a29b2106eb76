package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.argo.rollout.RolloutPhase;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.e2e.Command;
import dev.serin.e2e.support.ApiTest;
import dev.serin.e2e.support.SampleService;
import dev.serin.e2e.support.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every verb that an operator has, by Serin's command line and by Argo's kubectl plugin. */
@ApiTest
class OperatorToolsIT {

  /** A tool on the command line. */
  private enum Tool {
    SERIN("serin"),
    KUBECTL_ARGO_ROLLOUTS("kubectl");

    private final String shortName;

    Tool(String shortName) {
      this.shortName = shortName;
    }

    Command.Result run(Stage stage, String verb, List<String> words) {
      List<String> command = new ArrayList<>();
      if (this == KUBECTL_ARGO_ROLLOUTS) {
        command.addAll(
            switch (verb) {
              case "get", "retry" -> List.of(verb, "rollout");
              case "set-image" -> List.of("set", "image");
              default -> List.of(verb);
            });
        command.addAll(words);
        return KubectlPlugin.run(stage, command);
      }
      command.addAll(List.of("rollout", verb));
      command.addAll(words);
      command.addAll(List.of("-n", stage.service().namespace()));
      command.addAll(List.of("--kubeconfig", stage.cluster().kubeconfig().toString()));
      return Command.serin(command.toArray(String[]::new)).run();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyVerbWorks() {
    return Stream.of(Tool.values())
        .map(tool -> DynamicTest.dynamicTest(tool.name(), () -> everyVerbWorks(tool)));
  }

  private static void everyVerbWorks(Tool tool) throws Exception {
    try (Stage stage = Stage.shared(tool.shortName, Stage.WAITS).withStableVersion()) {
      SampleService service = stage.service();
      succeed(stage, tool, "set-image", "cart", "cart=shop/cart:second");
      service.awaitPhase(RolloutPhase.PAUSED);
      assertTrue(succeed(stage, tool, "get", "cart").contains("shop/cart:second"));
      assertTrue(succeed(stage, tool, "list", listed(tool)).contains("Paused"));

      succeed(stage, tool, "abort", "cart");
      service.await("aborted", status -> status.phase() == RolloutPhase.DEGRADED);
      service.awaitWeight(0);
      assertEquals(1, run(stage, tool, "status", "cart").exitCode());

      succeed(stage, tool, "retry", "cart");
      service.await("paused at its step", OperatorToolsIT::pausedAtStep);
      service.awaitWeight(10);

      succeed(stage, tool, "promote", "cart");
      assertTrue(succeed(stage, tool, "status", "cart").contains("Healthy"));
      service.awaitStable("shop/cart:second");

      succeed(stage, tool, "undo", "cart", "--to-revision=1");
      service.await("paused at its step", OperatorToolsIT::pausedAtStep);
      succeed(stage, tool, "promote", "cart", "--full");
      service.awaitStable("shop/cart:first");

      succeed(stage, tool, "pause", "cart");
      service.await("paused by hand", status -> status.phase() == RolloutPhase.PAUSED);
      succeed(stage, tool, "promote", "cart");
      service.awaitPhase(RolloutPhase.HEALTHY);

      succeed(stage, tool, "restart", "cart");
      Instant asked = Objects.requireNonNull(service.rollout().get().getSpec().restartAt());
      service.await("restarted", status -> asked.equals(status.restartedAt()));
      service.awaitPhase(RolloutPhase.HEALTHY);

      service.update("shop/cart:third");
      service.await("paused at its step", OperatorToolsIT::pausedAtStep);
      succeed(stage, tool, "promote", "cart", "--skip-all-steps");
      service.awaitStable("shop/cart:third");
      stage.traffic().assertNoGap();
    }
  }

  private static boolean pausedAtStep(RolloutStatus status) {
    return status.phase() == RolloutPhase.PAUSED
        && !status.pauseConditions().isEmpty()
        && Objects.equals(status.currentStepIndex(), 1);
  }

  private static String listed(Tool tool) {
    return tool == Tool.SERIN ? "--verbose" : "rollouts";
  }

  private static String succeed(Stage stage, Tool tool, String verb, String... words) {
    Command.Result result = run(stage, tool, verb, words);
    assertEquals(0, result.exitCode(), () -> verb + ": " + result);
    return result.out();
  }

  private static Command.Result run(Stage stage, Tool tool, String verb, String... words) {
    return tool.run(stage, verb, List.of(words));
  }
}
