package dev.serin.agent.server;

import dev.serin.agent.metrics.RequestMetrics;
import dev.serin.agent.wire.CheapCiphers;
import dev.serin.agent.wire.LeanSerialization;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the client of the API server, in place of Quarkus' own: its requests are counted, and cost
 * less.
 */
@Singleton
public class AgentClient {

  /** Makes the client as Quarkus does, on Quarkus' threads. */
  @Produces
  @Singleton
  public KubernetesClient client(Config config, Vertx vertx, MeterRegistry registry) {
    RequestMetrics requests = new RequestMetrics(registry);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(LeanSerialization.create())
        .withHttpClientFactory(new CheapCiphers(vertx))
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(RequestMetrics.NAME, requests))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
