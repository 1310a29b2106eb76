package dev.serin.agent.rival;

import java.time.Duration;
import java.time.Instant;

/**
 * The Lease by which controllers of Argo Rollouts agree which of them works.
 *
 * @param namespace the namespace that they are in
 * @param name the Lease's name
 * @param holder who works; empty when nobody does
 * @param promise how long after a renewal another one may take over
 * @param renewed when it was renewed last, by the holder's clock
 * @param version the object's version; another one means that it was renewed
 */
public record ArgoLock(
    String namespace,
    String name,
    String holder,
    Duration promise,
    Instant renewed,
    String version) {

  private static final String NAME = "argo-rollouts-controller-lock";

  /**
   * The name that controllers with an instance id use, since Argo Rollouts 1.10.
   *
   * @param instanceId empty for controllers without
   */
  public static String name(String instanceId) {
    return instanceId.isEmpty() ? NAME : NAME + "-" + instanceId;
  }

  @Override
  public String toString() {
    return "Lease " + namespace + "/" + name;
  }
}
