package dev.serin.argo.analysis;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.Wire;
import dev.serin.argo.analysis.provider.AddressQuery;
import dev.serin.argo.analysis.provider.CloudWatchQuery;
import dev.serin.argo.analysis.provider.DatadogQuery;
import dev.serin.argo.analysis.provider.InfluxdbQuery;
import dev.serin.argo.analysis.provider.JobMetric;
import dev.serin.argo.analysis.provider.KayentaQuery;
import dev.serin.argo.analysis.provider.NewRelicQuery;
import dev.serin.argo.analysis.provider.PrometheusQuery;
import dev.serin.argo.analysis.provider.SkyWalkingQuery;
import dev.serin.argo.analysis.provider.WebRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who measures: one field is set.
 *
 * @param prometheus Prometheus
 * @param kayenta Kayenta
 * @param web a web server
 * @param datadog Datadog
 * @param wavefront Wavefront
 * @param newRelic New Relic
 * @param job a Job
 * @param cloudWatch CloudWatch
 * @param graphite Graphite
 * @param influxdb InfluxDB
 * @param skywalking SkyWalking
 * @param plugin configuration by name of the plugin
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetricProvider(
    @Nullable PrometheusQuery prometheus,
    @Nullable KayentaQuery kayenta,
    @Nullable WebRequest web,
    @Nullable DatadogQuery datadog,
    @Nullable AddressQuery wavefront,
    @Nullable NewRelicQuery newRelic,
    @Nullable JobMetric job,
    @Nullable CloudWatchQuery cloudWatch,
    @Nullable AddressQuery graphite,
    @Nullable InfluxdbQuery influxdb,
    @Nullable SkyWalkingQuery skywalking,
    Map<String, JsonNode> plugin,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public MetricProvider {
    plugin = Wire.map(plugin);
    unknown = Wire.map(unknown);
  }

  /** Names of all providers that are set, plugins by "plugin NAME"; one when all is well. */
  public List<String> kinds() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("prometheus", prometheus);
    fields.put("kayenta", kayenta);
    fields.put("web", web);
    fields.put("datadog", datadog);
    fields.put("wavefront", wavefront);
    fields.put("newRelic", newRelic);
    fields.put("job", job);
    fields.put("cloudWatch", cloudWatch);
    fields.put("graphite", graphite);
    fields.put("influxdb", influxdb);
    fields.put("skywalking", skywalking);
    plugin.keySet().forEach(name -> fields.put("plugin " + name, name));
    fields.putAll(unknown);
    return fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .map(Map.Entry::getKey)
        .toList();
  }
}
