package dev.serin.delivery.render;

/** The port that every service has in the cluster. */
final class Ports {
  static final String NAME = "http";
  static final int SERVICE = 80;

  private Ports() {}
}
