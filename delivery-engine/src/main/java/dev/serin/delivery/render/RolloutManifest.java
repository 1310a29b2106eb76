package dev.serin.delivery.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.ServiceDescription.CanaryStep;
import dev.serin.delivery.catalog.ServiceDescription.Objectives;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.catalog.Workload;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.TreeMap;

/** The Rollout of a service: its pods, and how a new version of them takes over. */
final class RolloutManifest {
  private static final String TRAFFIC_PLUGIN = "argoproj-labs/gatewayAPI";

  private RolloutManifest() {}

  static ObjectNode render(ServiceDescription description, String image, Environment environment) {
    ObjectNode rollout =
        Renderer.object(
            "argoproj.io/v1alpha1", "Rollout", description.service(), description, environment);
    description.deploy().slo().ifPresent(slo -> objectives(rollout.withObject("metadata"), slo));
    ObjectNode specification = Renderer.specification(rollout);
    specification.put("replicas", description.deploy().replicas());
    specification
        .putObject("selector")
        .putObject("matchLabels")
        .put(Labels.NAME, description.service());
    template(specification.putObject("template"), description, image, environment);
    canary(specification.putObject("strategy").putObject("canary"), description, environment);
    return rollout;
  }

  /** The agent tells Prometheus of them, where one set of rules holds all services to theirs. */
  private static void objectives(ObjectNode metadata, Objectives slo) {
    ObjectNode annotations = metadata.withObject("annotations");
    slo.availability()
        .map(percent -> BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString())
        .ifPresent(percent -> annotations.put(Labels.SLO_AVAILABILITY, percent));
    new TreeMap<>(slo.latency())
        .forEach((quantile, bound) -> annotations.put(Labels.SLO_LATENCY + quantile, text(bound)));
  }

  private static void template(
      ObjectNode template, ServiceDescription description, String image, Environment environment) {
    String port = String.valueOf(description.image().port());
    ObjectNode metadata = template.putObject("metadata");
    metadata
        .putObject("labels")
        .put(Labels.NAME, description.service())
        .put(Labels.PART_OF, environment.system());
    metadata
        .putObject("annotations")
        .put("prometheus.io/scrape", "true")
        .put("prometheus.io/port", port)
        .put("prometheus.io/path", "/metrics");
    ObjectNode pod = template.putObject("spec");
    ObjectNode security = pod.putObject("securityContext");
    security.put("runAsNonRoot", true);
    security.putObject("seccompProfile").put("type", "RuntimeDefault");
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", description.service());
    container.put("image", image);
    WorkloadManifest.command(container, description.workload());
    WorkloadManifest.environment(container.putArray("env"), description);
    container
        .putArray("ports")
        .addObject()
        .put("name", Ports.NAME)
        .put("containerPort", description.image().port());
    Workload workload = description.workload();
    probe(container.putObject("readinessProbe"), workload.readyPath().orElse("/readyz"), 1, 2);
    // Slow is not dead: a restart takes what little a busy node has left.
    probe(container.putObject("livenessProbe"), workload.livePath().orElse("/healthz"), 10, 5);
    WorkloadManifest.amounts(container.putObject("resources"), workload);
    ObjectNode containerSecurity = container.putObject("securityContext");
    containerSecurity.put("allowPrivilegeEscalation", false);
    containerSecurity.putObject("capabilities").putArray("drop").add("ALL");
  }

  private static void probe(ObjectNode probe, String path, int periodSeconds, int timeoutSeconds) {
    probe.putObject("httpGet").put("path", path).put("port", Ports.NAME);
    probe.put("periodSeconds", periodSeconds);
    probe.put("timeoutSeconds", timeoutSeconds);
  }

  private static void canary(
      ObjectNode canary, ServiceDescription description, Environment environment) {
    canary.put("canaryService", description.service() + "-canary");
    canary.put("stableService", description.service() + "-stable");
    if (description.deploy().route().isPresent()) {
      canary
          .putObject("trafficRouting")
          .putObject("plugins")
          .putObject(TRAFFIC_PLUGIN)
          .put("httpRoute", description.service())
          .put("namespace", environment.namespace());
    }
    ArrayNode steps = canary.putArray("steps");
    environment
        .policies()
        .steps(description.service(), description.deploy().canary())
        .forEach(step -> add(step, steps));
    ObjectNode analysis = canary.putObject("analysis");
    analysis.putArray("templates").addObject().put("templateName", description.service());
    ArrayNode arguments = analysis.putArray("args");
    argument(arguments.addObject(), AnalysisTemplate.STABLE_HASH, "Stable");
    argument(arguments.addObject(), AnalysisTemplate.CANARY_HASH, "Latest");
  }

  private static void argument(ObjectNode argument, String name, String version) {
    argument.put("name", name);
    argument.putObject("valueFrom").put("podTemplateHashValue", version);
  }

  private static void add(CanaryStep step, ArrayNode steps) {
    if (step instanceof SetWeight weight) {
      steps.addObject().put("setWeight", weight.percent());
    } else if (step instanceof Pause pause) {
      ObjectNode content = steps.addObject().putObject("pause");
      pause.duration().ifPresent(duration -> content.put("duration", text(duration)));
    }
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
