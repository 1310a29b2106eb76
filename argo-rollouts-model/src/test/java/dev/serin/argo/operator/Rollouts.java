package dev.serin.argo.operator;

import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Rollouts for tests, from YAML. */
final class Rollouts {
  private Rollouts() {}

  /** A canary of three steps in generation 4, with these fields of spec and this status. */
  static Rollout canary(String spec, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart, namespace: shop, generation: 4}
        spec:
          replicas: 2
          %s
          strategy: {canary: {steps: [{setWeight: 10}, {pause: {}}, {setWeight: 50}]}}
        status: %s
        """
            .formatted(spec, status),
        Rollout.class);
  }
}
