package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serin.argo.operator.ImagePatch;
import dev.serin.argo.operator.OperatorPatch;
import dev.serin.argo.operator.OperatorPatch.Part;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.cli.output.ExitCode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code serin rollout set-image}. */
@Command(
    name = "set-image",
    header = "Give containers of a rollout other images, which begins a new version.",
    footer = {
      "  serin rollout set-image cart app=registry.example/shop/cart@sha256:4f1d... -n shop",
      "  serin rollout set-image cart '*=registry.example/shop/cart:1.4' -n shop   all containers"
    })
final class SetImageCommand extends NamedCommand {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CONTAINER=IMAGE",
      description = "A container and its image; '*' for all containers.")
  private List<String> arguments = List.of();

  @Override
  int run(RolloutCluster cluster) {
    Map<String, String> images = ImageArguments.parse(arguments);
    Rollout rollout = cluster.rollout(name());
    WorkloadReference workload = rollout.getSpec() == null ? null : rollout.getSpec().workloadRef();
    String pointer = ImagePatch.templatePointer(workload) + "/spec";
    if (workload == null) {
      ArrayNode patch = ImagePatch.of(MAPPER.valueToTree(rollout).at(pointer), pointer, images);
      ask(cluster, new OperatorPatch(Part.SPEC, patch, "images set"));
    } else {
      JsonNode template = MAPPER.valueToTree(cluster.workloadObject(workload)).at(pointer);
      cluster.applyToWorkload(workload, ImagePatch.of(template, pointer, images));
      console().out().println(workload.kind() + " " + workload.name() + ": images set");
    }
    return ExitCode.OK;
  }
}
