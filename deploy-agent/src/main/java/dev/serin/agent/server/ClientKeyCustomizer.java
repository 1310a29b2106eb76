package dev.serin.agent.server;

import dev.serin.argo.client.ClientKeyAlgorithm;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/** Lets Quarkus' client take keys of every algorithm. */
@Singleton
public class ClientKeyCustomizer implements KubernetesConfigCustomizer {
  @Override
  public void customize(Config config) {
    ClientKeyAlgorithm.detect(config);
  }
}
