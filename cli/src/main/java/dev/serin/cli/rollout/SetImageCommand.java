package dev.serin.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.WorkloadReference;
import dev.serin.cli.output.ExitCode;
import dev.serin.cli.rollout.OperatorPatch.Part;
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
    Map<String, String> images = Images.parse(arguments);
    Rollout rollout = cluster.rollout(name());
    WorkloadReference workload = rollout.getSpec() == null ? null : rollout.getSpec().workloadRef();
    if (workload == null) {
      JsonNode template = MAPPER.valueToTree(rollout).at("/spec/template/spec");
      ArrayNode patch = Images.patch(template, "/spec/template/spec", images);
      ask(cluster, new OperatorPatch(Part.SPEC, patch, "images set"));
    } else {
      String base =
          "PodTemplate".equals(workload.kind()) ? "/template/spec" : "/spec/template/spec";
      JsonNode template = MAPPER.valueToTree(cluster.workloadObject(workload)).at(base);
      cluster.applyToWorkload(workload, Images.patch(template, base, images));
      console().out().println(workload.kind() + " " + workload.name() + ": images set");
    }
    return ExitCode.OK;
  }
}
