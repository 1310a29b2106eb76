package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.operator.ImagePatch;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.operator.Revisions;
import dev.serin.argo.operator.Undo;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.cli.output.ExitCode;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serin rollout undo}. */
@Command(
    name = "undo",
    header = "Go back to an earlier revision, as a change of its own.",
    description =
        "Writes the pod template of the earlier revision. To stop a change that is in progress,"
            + " 'abort' is faster.",
    footer = {
      "  serin rollout undo cart -n shop                   the revision before",
      "  serin rollout undo cart -n shop --to-revision 7"
    })
final class UndoCommand extends NamedCommand {
  @Option(
      names = "--to-revision",
      paramLabel = "N",
      description = "The revision; the one before the current when left out.")
  private int revision;

  @Override
  int run(RolloutCluster cluster) {
    RolloutFamily family = cluster.family(name());
    ReplicaSet earlier =
        Undo.earlier(
            family.replicaSets(), revision > 0 ? OptionalInt.of(revision) : OptionalInt.empty());
    WorkloadReference workload =
        family.rollout().getSpec() == null ? null : family.rollout().getSpec().workloadRef();
    JsonNode patch = Undo.patch(earlier, ImagePatch.templatePointer(workload));
    String asked = "asked to go back to revision " + Revisions.of(earlier);
    if (workload == null) {
      ask(cluster, new OperatorPatch(Part.SPEC, patch, asked));
    } else {
      cluster.applyToWorkload(workload, patch);
      console().out().println(workload.kind() + " " + workload.name() + ": " + asked);
    }
    return ExitCode.OK;
  }
}
