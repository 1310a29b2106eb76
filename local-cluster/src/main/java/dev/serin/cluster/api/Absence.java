package dev.serin.cluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a real cluster's API does and the local one does not: the one list of it. Each is refused
 * with a message that says so, so that nothing seems to work here that is only accepted. {@code
 * docs/demo.md} repeats the list, and a test holds the two and the API together.
 */
public enum Absence {
  /** Ownership of fields by several writers. */
  SERVER_SIDE_APPLY("server-side apply", "", "", ""),
  /** Also what HPAs and {@code kubectl scale} write to. */
  SCALE("subresource scale", "", "", "scale"),
  /** Deletion that keeps to disruption budgets. */
  EVICTION("subresource eviction", "", "", "eviction"),
  /** Commands in containers. */
  EXEC("subresource exec", "", "", "exec"),
  /** Connections to pods through the API. */
  PORT_FORWARD("subresource portforward", "", "", "portforward"),
  /** Containers beside those of a running pod. */
  EPHEMERAL_CONTAINERS("subresource ephemeralcontainers", "", "", "ephemeralcontainers"),
  /** Tokens of service accounts. */
  TOKEN("subresource token", "", "", "token"),
  /** Addresses of ready pods as objects; the gateway reads pods itself. */
  ENDPOINT_SLICES("EndpointSlices", "discovery.k8s.io", "endpointslices", ""),
  /** Their older form. */
  ENDPOINTS("Endpoints", "", "endpoints", ""),
  /** Only ReplicaSets become pods. */
  DEPLOYMENTS("Deployments", "apps", "deployments", ""),
  /** Pods with an identity of their own. */
  STATEFUL_SETS("StatefulSets", "apps", "statefulsets", ""),
  /** A pod on each node. */
  DAEMON_SETS("DaemonSets", "apps", "daemonsets", ""),
  /** Pods that end. */
  JOBS("Jobs", "batch", "jobs", ""),
  /** Jobs by the clock. */
  CRON_JOBS("CronJobs", "batch", "cronjobs", ""),
  /** Scaling by load. */
  AUTOSCALERS("HorizontalPodAutoscalers", "autoscaling", "horizontalpodautoscalers", ""),
  /** Limits to how many pods may be away. */
  DISRUPTION_BUDGETS("PodDisruptionBudgets", "policy", "poddisruptionbudgets", ""),
  /** Who may connect to whom; every process here can reach every other. */
  NETWORK_POLICIES("NetworkPolicies", "networking.k8s.io", "networkpolicies", ""),
  /** Routes of the older kind. */
  INGRESSES("Ingresses", "networking.k8s.io", "ingresses", ""),
  /** Who may do what; the token may do everything. */
  ROLES("Roles", "rbac.authorization.k8s.io", "roles", ""),
  /** The same for the whole cluster. */
  CLUSTER_ROLES("ClusterRoles", "rbac.authorization.k8s.io", "clusterroles", ""),
  /** Rules that every write must keep to. */
  ADMISSION_POLICIES(
      "ValidatingAdmissionPolicies",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicies",
      ""),
  /** Programs that are asked about every write. */
  WEBHOOKS(
      "ValidatingWebhookConfigurations",
      "admissionregistration.k8s.io",
      "validatingwebhookconfigurations",
      ""),
  /** Disks. */
  VOLUME_CLAIMS("PersistentVolumeClaims", "", "persistentvolumeclaims", ""),
  /** Machines; there is one, and it is this. */
  NODES("Nodes", "", "nodes", "");

  private static final int NOT_FOUND = 404;

  private final String title;
  private final String group;
  private final String plural;
  private final String subresource;

  Absence(String title, String group, String plural, String subresource) {
    this.title = title;
    this.group = group;
    this.plural = plural;
    this.subresource = subresource;
  }

  /** What is absent, in the words of the documentation. */
  public String title() {
    return title;
  }

  /** The API group and plural name of a kind; empty for what is not a kind. */
  public List<String> kind() {
    return plural.isEmpty() ? List.of() : List.of(group, plural);
  }

  /** The name of a subresource; empty for what is none. */
  public String subresource() {
    return subresource;
  }

  /** What the API answers to whoever asks for it. */
  public String message() {
    return "the local cluster has no " + title + "; a real cluster does (docs/demo.md)";
  }

  static Optional<ApiException> ofKind(String group, String plural) {
    return Arrays.stream(values())
        .filter(each -> !each.plural.isEmpty())
        .filter(each -> each.group.equals(group) && each.plural.equals(plural))
        .findFirst()
        .map(Absence::refusal);
  }

  static Optional<ApiException> ofSubresource(String name) {
    return Arrays.stream(values())
        .filter(each -> !each.subresource.isEmpty() && each.subresource.equals(name))
        .findFirst()
        .map(Absence::refusal);
  }

  private ApiException refusal() {
    return new ApiException(NOT_FOUND, "NotFound", message());
  }
}
