package dev.serin.agent.metrics;

import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.MetricProvider;
import java.util.Map;

/** Who measures, in the words of Argo's label type. */
final class ProviderTypes {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("prometheus", "Prometheus"),
          Map.entry("job", "Job"),
          Map.entry("kayenta", "Kayenta"),
          Map.entry("web", "Web"),
          Map.entry("datadog", "Datadog"),
          Map.entry("wavefront", "Wavefront"),
          Map.entry("newRelic", "NewRelic"),
          Map.entry("cloudWatch", "CloudWatch"),
          Map.entry("graphite", "Graphite"),
          Map.entry("influxdb", "Influxdb"),
          Map.entry("skywalking", "skywalking"));

  private ProviderTypes() {}

  /** The type of a metric. Argo has one for all plugins, and so has the built-in judge. */
  static String of(Metric metric) {
    MetricProvider provider = metric.provider();
    if (provider == null) {
      return "Unknown Provider";
    }
    return provider.kinds().stream()
        .filter(TYPES::containsKey)
        .findFirst()
        .map(TYPES::get)
        .orElse(provider.plugin().isEmpty() ? "Unknown Provider" : "RPCPlugin");
  }
}
