package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.rollout.OperatorPatch.Part;
import dev.serin.delivery.problem.UserError;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.stream.Collectors;
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
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Option(
      names = "--to-revision",
      paramLabel = "N",
      description = "The revision; the one before the current when left out.")
  private int revision;

  @Override
  int run(RolloutCluster cluster) {
    RolloutFamily family = cluster.family(name());
    ReplicaSet earlier = earlier(family);
    ObjectNode template = MAPPER.valueToTree(earlier.getSpec().getTemplate());
    if (template.at("/metadata/labels") instanceof ObjectNode labels) {
      labels.remove(ArgoNames.POD_TEMPLATE_HASH);
    }
    WorkloadReference workload =
        family.rollout().getSpec() == null ? null : family.rollout().getSpec().workloadRef();
    String asked = "asked to go back to revision " + Revisions.of(earlier);
    if (workload == null) {
      ask(cluster, new OperatorPatch(Part.SPEC, replace("/spec/template", template), asked));
    } else {
      String path = "PodTemplate".equals(workload.kind()) ? "/template" : "/spec/template";
      cluster.applyToWorkload(workload, replace(path, template));
      console().out().println(workload.kind() + " " + workload.name() + ": " + asked);
    }
    return ExitCode.OK;
  }

  private ReplicaSet earlier(RolloutFamily family) {
    if (revision > 0) {
      return family.replicaSets().stream()
          .filter(set -> Revisions.of(set) == revision)
          .findFirst()
          .orElseThrow(
              () -> new UserError("no revision " + revision + " is kept; " + kept(family)));
    }
    return family.replicaSets().stream()
        .skip(1)
        .findFirst()
        .orElseThrow(() -> new UserError("no earlier revision is kept; " + kept(family)));
  }

  private static String kept(RolloutFamily family) {
    return "there are: "
        + family.replicaSets().stream()
            .map(set -> String.valueOf(Revisions.of(set)))
            .collect(Collectors.joining(", "));
  }

  private static JsonNode replace(String path, JsonNode value) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add(
            JsonNodeFactory.instance
                .objectNode()
                .put("op", "replace")
                .put("path", path)
                .set("value", value));
  }
}
