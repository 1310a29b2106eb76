package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorException;
import dev.serin.argo.operator.UnknownContainerException;
import dev.serin.cli.convention.Conventions;
import dev.serin.cli.convention.Invocation;
import dev.serin.cli.output.Console;
import dev.serin.delivery.problem.Suggestion;
import dev.serin.delivery.problem.UserError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a cluster. */
abstract class RolloutSubcommand extends Conventions implements Callable<Integer> {
  @Mixin private final ClusterOptions options = new ClusterOptions();

  @Spec private @Nullable CommandSpec spec;

  /** Does the work with an open client and returns the exit code. */
  abstract int run(RolloutCluster cluster) throws Exception;

  @Override
  public final Integer call() throws Exception {
    try (RolloutCluster cluster = options.connect(root().directory())) {
      return run(cluster);
    } catch (UnknownContainerException unknown) {
      String guess = Suggestion.phrase(unknown.container(), unknown.known());
      throw new UserError(unknown.getMessage() + guess, unknown);
    } catch (OperatorException refused) {
      throw new UserError(String.valueOf(refused.getMessage()), refused);
    }
  }

  final Console console() {
    return root().console();
  }

  private Invocation root() {
    if (spec == null || !(spec.root().userObject() instanceof Invocation root)) {
      throw new IllegalStateException("picocli sets the specification before it calls a command");
    }
    return root;
  }
}
