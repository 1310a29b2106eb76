package dev.serin.dashboards;

/**
 * Expressions that more than one dashboard or rule uses.
 *
 * <p>Two sources are joined by the version, which is the label {@code rollouts_pod_template_hash}:
 * the services' own metrics, scraped from their pods with the labels {@code namespace} and {@code
 * rollouts_pod_template_hash}; and the agent's, which say which rollout a version belongs to, and
 * in what role. Two agents that say the same (one leads, one stands by) count once.
 */
public final class PromQl {

  /** The window of rates in dashboards: chosen by Grafana, at least four scrapes. */
  public static final String WINDOW = "$__rate_interval";

  private PromQl() {}

  /** What is told of versions, once, by the labels that a join needs. */
  public static String versions(String selector) {
    return "max by (role, rollouts_pod_template_hash) (serin_rollout_version_info{"
        + selector
        + "})";
  }

  /**
   * Sums of a service's series over the pods of each role of one rollout.
   *
   * @param rate by {@code rollouts_pod_template_hash}, and the labels in {@code more}
   * @param selector picks the rollout in the agent's metrics
   * @param more labels that are kept beside the role: empty, or such as {@code , le}
   */
  public static String byRole(String rate, String selector, String more) {
    return "sum by (role"
        + more
        + ") (sum by (rollouts_pod_template_hash"
        + more
        + ") ("
        + rate
        + ") * on (rollouts_pod_template_hash) group_left (role) "
        + versions(selector)
        + ")";
  }

  /**
   * Versions of all rollouts, each once. Should two rollouts of a namespace ever have the same
   * version, one of them is taken: else the join would fail, for all rollouts.
   */
  public static String uniqueVersions(String selector) {
    return "topk by (rollout_namespace, rollouts_pod_template_hash) (1,"
        + " max by (rollout_namespace, rollout, role, rollouts_pod_template_hash)"
        + " (serin_rollout_version_info{"
        + selector
        + "}))";
  }

  /**
   * Sums of services' series for each rollout.
   *
   * @param rate by {@code namespace}, {@code rollouts_pod_template_hash} and {@code more}
   * @param versions the versions, each once
   * @param kept labels of the versions that are kept beside the rollout: empty, or such as {@code ,
   *     role}
   * @param more labels of the services that are kept: empty, or such as {@code , le}
   */
  public static String byRollout(String rate, String versions, String kept, String more) {
    return "sum by (rollout_namespace, rollout"
        + kept
        + more
        + ") (label_replace(sum by (namespace, rollouts_pod_template_hash"
        + more
        + ") ("
        + rate
        + "), \"rollout_namespace\", \"$1\", \"namespace\", \"(.+)\")"
        + " * on (rollout_namespace, rollouts_pod_template_hash) group_left (rollout"
        + kept
        + ") "
        + versions
        + ")";
  }

  /** A share, which is zero where there were requests and no error. */
  public static String ratio(String errors, String requests) {
    return "((" + errors + ") or 0 * (" + requests + ")) / ((" + requests + ") > 0)";
  }

  /** The phase as a number: 1 Healthy, 2 Progressing, 3 Paused, 4 Degraded. */
  public static String phase(String selector) {
    return "max by (rollout_namespace, rollout) ("
        + phase(selector, "Healthy", 1)
        + " or "
        + phase(selector, "Progressing", 2)
        + " or "
        + phase(selector, "Paused", 3)
        + " or "
        + phase(selector, "Degraded", 4)
        + ")";
  }

  private static String phase(String selector, String phase, int number) {
    return number + " * serin_rollout_info{" + selector + ", phase=\"" + phase + "\"}";
  }
}
