package dev.serin.delivery.render;

/** Names of labels and annotations. */
final class Labels {
  static final String NAME = "app.kubernetes.io/name";
  static final String PART_OF = "app.kubernetes.io/part-of";
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String OWNER = "serin.dev/owner";
  static final String SLO_AVAILABILITY = "serin.dev/slo-availability";

  /** Followed by a quantile, such as p99. */
  static final String SLO_LATENCY = "serin.dev/slo-latency-";

  private Labels() {}
}
