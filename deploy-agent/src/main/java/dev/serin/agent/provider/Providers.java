package dev.serin.agent.provider;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.write.Jobs;
import dev.serin.agent.write.WriteClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.Map;

/** Puts the providers together. */
public final class Providers {
  private Providers() {}

  /**
   * All providers.
   *
   * @param writes for Jobs
   * @param namespace the agent's own, where it looks for keys of metric servers
   * @param environment the agent's environment variables
   */
  public static ProviderCalls all(
      KubernetesClient client,
      WriteClient writes,
      String namespace,
      Map<String, String> environment,
      InstantSource clock) {
    ApiRequests requests = new ApiRequests(client);
    return all(
        new Jobs(requests, writes), new ClusterSecrets(requests), namespace, environment, clock);
  }

  /** All providers, with Jobs and Secrets from anywhere. */
  static ProviderCalls all(
      Jobs jobs,
      SecretSource source,
      String namespace,
      Map<String, String> environment,
      InstantSource clock) {
    ServerSecrets secrets = new ServerSecrets(source, namespace);
    Outbound outbound = new Outbound();
    Credentials credentials = new Credentials(new OAuth2Tokens(outbound, clock));
    AwsRequests aws = new AwsRequests(AwsKeys.of(environment), clock);
    String prometheus = environment.getOrDefault("ARGO_ROLLOUTS_PROMETHEUS_ADDRESS", "");
    return new ProviderCalls(
        Map.ofEntries(
            Map.entry("prometheus", new PrometheusProvider(outbound, credentials, aws, prometheus)),
            Map.entry("web", new WebProvider(outbound, credentials)),
            Map.entry("job", new JobProvider(jobs)),
            Map.entry("graphite", new GraphiteProvider(outbound)),
            Map.entry("datadog", new DatadogProvider(outbound, secrets, environment)),
            Map.entry("newRelic", new NewRelicProvider(outbound, secrets)),
            Map.entry("influxdb", new InfluxdbProvider(outbound, secrets)),
            Map.entry("skywalking", new SkyWalkingProvider(outbound)),
            Map.entry("kayenta", new KayentaProvider(outbound)),
            Map.entry("wavefront", new WavefrontProvider(outbound, secrets)),
            Map.entry("cloudWatch", new CloudWatchProvider(outbound, aws, environment))),
        source,
        clock,
        outbound);
  }
}
