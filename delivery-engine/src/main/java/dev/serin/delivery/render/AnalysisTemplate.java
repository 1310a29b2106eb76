package dev.serin.delivery.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.delivery.catalog.ServiceDescription;

/** The AnalysisTemplate of a service: its canary's errors against those of the stable version. */
final class AnalysisTemplate {
  /** The argument with the hash of the stable version. */
  static final String STABLE_HASH = "stable-hash";

  /** The argument with the hash of the new version. */
  static final String CANARY_HASH = "canary-hash";

  /** How often a healthy canary may be taken back for bad luck. */
  private static final double FALSE_ALARM_RATE = 0.01;

  private AnalysisTemplate() {}

  static ObjectNode render(ServiceDescription description, Environment environment) {
    ObjectNode template =
        Renderer.object(
            "argoproj.io/v1alpha1",
            "AnalysisTemplate",
            description.service(),
            description,
            environment);
    ObjectNode specification = Renderer.specification(template);
    specification.putArray("args").addObject().put("name", STABLE_HASH);
    specification.withArray("args").addObject().put("name", CANARY_HASH);
    ObjectNode metric = specification.putArray("metrics").addObject();
    // Without a count it is measured as long as the rollout runs.
    metric.put("name", "errors").put("interval", "1s");
    metric
        .putObject("provider")
        .putObject("plugin")
        .putObject("serin.dev/judge")
        .put("kind", "errors")
        .put("metric", "http_requests_total")
        .put("codeLabel", "code")
        .put("falseAlarmRate", FALSE_ALARM_RATE)
        .put("stable", "{{args." + STABLE_HASH + "}}")
        .put("canary", "{{args." + CANARY_HASH + "}}");
    return template;
  }
}
