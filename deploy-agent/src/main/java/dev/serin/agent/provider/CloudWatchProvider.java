package dev.serin.agent.provider;

import dev.serin.argo.analysis.Metric;
import dev.serin.argo.analysis.provider.CloudWatchDataQuery;
import dev.serin.argo.analysis.provider.CloudWatchQuery;
import dev.serin.rollout.GoDurations;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** CloudWatch: GetMetricData over the last minutes; the result is an array of its results. */
final class CloudWatchProvider implements ValueProvider {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private final Outbound outbound;
  private final AwsRequests aws;
  private final Map<String, String> environment;

  CloudWatchProvider(Outbound outbound, AwsRequests aws, Map<String, String> environment) {
    this.outbound = outbound;
    this.aws = aws;
    this.environment = environment;
  }

  @Override
  public Reading read(Metric metric, Instant now) throws ProviderException, InterruptedException {
    CloudWatchQuery query =
        Objects.requireNonNull(Objects.requireNonNull(metric.provider()).cloudWatch());
    Map<String, String> form = new TreeMap<>();
    form.put("Action", "GetMetricData");
    form.put("Version", "2010-08-01");
    form.put("StartTime", now.minus(interval(query)).toString());
    form.put("EndTime", now.toString());
    int number = 0;
    for (CloudWatchDataQuery part : query.metricDataQueries()) {
      CloudWatchForm.add(part, "MetricDataQueries.member." + ++number, form);
    }
    HttpCall call = HttpCall.post(HttpCall.address(address()), FORM, HttpCall.form(form), LIMIT);
    HttpAnswer answer = outbound.send(aws.signed(call, aws.region(), "monitoring"));
    if (!answer.good()) {
      throw new ProviderException(
          "CloudWatch answered HTTP %d: %s".formatted(answer.status(), answer.shown()));
    }
    return CloudWatchAnswer.reading(answer.body());
  }

  private String address() {
    String own =
        environment.getOrDefault(
            "AWS_ENDPOINT_URL_CLOUDWATCH", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    return own.isEmpty() ? "https://monitoring.%s.amazonaws.com/".formatted(aws.region()) : own;
  }

  private static Duration interval(CloudWatchQuery query) throws ProviderException {
    String given = query.interval();
    try {
      return GoDurations.parse(given == null || given.isEmpty() ? "5m" : given);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(String.valueOf(e.getMessage()), e);
    }
  }
}
