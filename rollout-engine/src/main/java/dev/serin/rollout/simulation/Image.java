package dev.serin.rollout.simulation;

import java.util.random.RandomGenerator;

/** What the images of a simulation are like. */
enum Image {
  FIRST,
  SECOND,
  /** Its analyses fail. */
  UNHEALTHY,
  /** Its analyses fail, and its pods often never become available. */
  BROKEN,
  /** Its analyses are now and then inconclusive. */
  DOUBTFUL;

  /** Its name in a pod template. */
  String reference() {
    return "shop/cart:" + (ordinal() + 1);
  }

  boolean of(String reference) {
    return reference().equals(reference);
  }

  static Image any(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }
}
