package dev.serin.agent.server;

import dev.serin.agent.metrics.RequestMetrics;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The client of the API server, in place of Quarkus' own, so that its requests are counted. */
@Singleton
public class MeasuredClient {

  /** Makes the client as Quarkus does, and adds the counter. */
  @Produces
  @Singleton
  public KubernetesClient client(
      Config config, KubernetesSerialization serialization, MeterRegistry registry) {
    RequestMetrics requests = new RequestMetrics(registry);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(RequestMetrics.NAME, requests))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
