package dev.serin.cli.rollout;

import dev.serin.argo.operator.OperatorPatches;
import dev.serin.argo.operator.Promotion;
import dev.serin.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout promote}. */
@Command(
    name = "promote",
    header = "Let a rollout go on: past its pause or step, or to the end.",
    footer = {
      "  serin rollout promote cart -n shop",
      "  serin rollout promote cart -n shop --full                no steps, pauses, analyses",
      "  serin rollout promote cart -n shop --skip-current-step",
      "  serin rollout promote cart -n shop --skip-all-steps"
    })
final class PromoteCommand extends NamedCommand {
  @ArgGroup private @Nullable Extent extent;

  /** How far; one of these or none. */
  static final class Extent {
    @Option(names = "--full", description = "To the end, past all steps, pauses and analyses.")
    @SuppressWarnings("UnusedVariable") // It is what remains when no other is given.
    private boolean full;

    @Option(names = "--skip-current-step", description = "Past the current step, whatever it is.")
    private boolean skipCurrentStep;

    @Option(names = "--skip-all-steps", description = "Past all steps.")
    private boolean skipAllSteps;
  }

  @Override
  int run(RolloutCluster cluster) {
    OperatorPatches.promote(cluster.rollout(name()), promotion())
        .forEach(patch -> ask(cluster, patch));
    return ExitCode.OK;
  }

  private Promotion promotion() {
    if (extent == null) {
      return Promotion.NEXT;
    }
    if (extent.skipCurrentStep) {
      return Promotion.SKIP_CURRENT_STEP;
    }
    return extent.skipAllSteps ? Promotion.SKIP_ALL_STEPS : Promotion.FULL;
  }
}
