package dev.serin.rollout.simulation;

import java.util.random.RandomGenerator;

/** What the images of a simulation are like. */
enum Image {
  FIRST("shop/cart:1"),
  SECOND("shop/cart:2"),
  /** Its analyses fail. */
  UNHEALTHY("shop/cart:3"),
  /** Its analyses fail, and its pods often never become available. */
  BROKEN("shop/cart:4"),
  /** Its analyses are now and then inconclusive. */
  DOUBTFUL("shop/cart:5");

  private final String reference;

  Image(String reference) {
    this.reference = reference;
  }

  /** Its name in a pod template. */
  String reference() {
    return reference;
  }

  boolean of(String other) {
    return reference.equals(other);
  }

  static Image any(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }
}
