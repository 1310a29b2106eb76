package dev.serin.agent.server;

import dev.serin.agent.wire.LeanSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Lets Quarkus' client read no more than the agent looks at. */
@Singleton
public class SerializationProducer {

  /** Called by the container. */
  @Produces
  @Singleton
  public KubernetesSerialization serialization() {
    return LeanSerialization.create();
  }
}
