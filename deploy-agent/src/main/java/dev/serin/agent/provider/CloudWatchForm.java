package dev.serin.agent.provider;

import dev.serin.argo.analysis.provider.CloudWatchDataQuery;
import dev.serin.argo.analysis.provider.CloudWatchDimension;
import dev.serin.argo.analysis.provider.CloudWatchMetricName;
import dev.serin.argo.analysis.provider.CloudWatchMetricStat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a query as fields of a form, in the way of AWS. */
final class CloudWatchForm {
  private CloudWatchForm() {}

  static void add(CloudWatchDataQuery part, String prefix, Map<String, String> form) {
    put(prefix + ".Id", part.id(), form);
    put(prefix + ".Expression", part.expression(), form);
    put(prefix + ".Label", part.label(), form);
    put(prefix + ".Period", part.period() == null ? null : part.period().getValue(), form);
    put(prefix + ".ReturnData", part.returnData(), form);
    CloudWatchMetricStat stat = part.metricStat();
    if (stat != null) {
      add(stat, prefix + ".MetricStat", form);
    }
  }

  private static void add(CloudWatchMetricStat stat, String prefix, Map<String, String> form) {
    put(prefix + ".Period", stat.period() == null ? null : stat.period().getValue(), form);
    put(prefix + ".Stat", stat.stat(), form);
    put(prefix + ".Unit", stat.unit(), form);
    CloudWatchMetricName metric = stat.metric();
    if (metric == null) {
      return;
    }
    put(prefix + ".Metric.Namespace", metric.namespace(), form);
    put(prefix + ".Metric.MetricName", metric.metricName(), form);
    int number = 0;
    for (CloudWatchDimension dimension : metric.dimensions()) {
      String member = prefix + ".Metric.Dimensions.member." + ++number;
      put(member + ".Name", dimension.name(), form);
      put(member + ".Value", dimension.value(), form);
    }
  }

  private static void put(String name, @Nullable Object value, Map<String, String> form) {
    if (value != null && !value.toString().isEmpty()) {
      form.put(name, value.toString());
    }
  }
}
