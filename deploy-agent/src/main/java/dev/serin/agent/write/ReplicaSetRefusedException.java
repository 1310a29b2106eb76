package dev.serin.agent.write;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server does not create a ReplicaSet, and trying again does not mend it. */
public final class ReplicaSetRefusedException extends KubernetesClientException {
  private static final long serialVersionUID = 1L;

  private final String replicaSet;

  ReplicaSetRefusedException(String replicaSet, KubernetesClientException refusal) {
    super(String.valueOf(refusal.getMessage()), refusal.getCode(), refusal.getStatus());
    this.replicaSet = replicaSet;
    addSuppressed(refusal);
  }

  /** The name of the ReplicaSet. */
  public String replicaSet() {
    return replicaSet;
  }
}
