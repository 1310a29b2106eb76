package dev.serin.argo;

/** Names of annotations of Serin's own; {@code deploy-agent/install/policies} builds on them. */
public final class SerinNames {

  /**
   * Annotation of routes: the Services whose weights are the agent's, sorted, with commas. Set with
   * the first weight, so that the admission policy keeps it when others apply the route.
   */
  public static final String MANAGED_BACKENDS = "serin.dev/managed-backends";

  /** Annotation of routes: names of the rules that the agent has added, with commas. */
  public static final String MANAGED_RULES = "serin.dev/managed-rules";

  /** Annotation of routes and Services: {@code by-hand} gives them to people for a while. */
  public static final String TRAFFIC = "serin.dev/traffic";

  private SerinNames() {}
}
