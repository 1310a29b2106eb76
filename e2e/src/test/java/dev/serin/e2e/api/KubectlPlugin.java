package dev.serin.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.e2e.Command;
import dev.serin.e2e.support.Binaries;
import dev.serin.e2e.support.Stage;
import java.util.ArrayList;
import java.util.List;

/** Argo's kubectl plugin, built from its own module. */
final class KubectlPlugin {

  private KubectlPlugin() {}

  /** Runs a verb in the namespace of a stage. */
  static Command.Result run(Stage stage, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Binaries.path("kubectl-argo-rollouts").toString());
    command.addAll(words);
    command.addAll(List.of("-n", stage.service().namespace()));
    command.addAll(List.of("--kubeconfig", stage.cluster().kubeconfig().toString()));
    return Command.of(command.toArray(String[]::new)).run();
  }

  /** Runs a verb that has to succeed; what it prints. */
  static String succeed(Stage stage, String... words) {
    Command.Result result = run(stage, List.of(words));
    assertEquals(0, result.exitCode(), result::toString);
    return result.out();
  }
}
