package dev.serin.rollout.replicas;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Shares of pods: percentages and weights. */
public final class Shares {
  private Shares() {}

  /** So many of the pods as a weight needs, rounded up. */
  public static int of(int replicas, int weight, int maxWeight) {
    return (int) (((long) replicas * weight + maxWeight - 1) / maxWeight);
  }

  /**
   * A number of pods, or a percentage of them.
   *
   * @param value the number or percentage; a text without a percent sign is a percentage too
   * @param otherwise used when it is missing
   * @param replicas all pods
   * @param up whether to round up
   */
  public static int count(
      @Nullable IntOrString value, IntOrString otherwise, int replicas, boolean up) {
    IntOrString given = value == null ? otherwise : value;
    Integer number = given.getIntVal();
    if (number != null) {
      return number;
    }
    long hundredths = (long) replicas * Integer.parseInt(given.getStrVal().replace("%", "").trim());
    return (int) (up ? (hundredths + 99) / 100 : hundredths / 100);
  }
}
