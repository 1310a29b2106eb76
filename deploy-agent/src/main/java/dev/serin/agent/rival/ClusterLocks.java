package dev.serin.agent.rival;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads the locks from the cluster: everywhere for an agent that looks after all namespaces; else
 * in its namespaces, and in those where a controller of the whole cluster would be.
 *
 * <p>What the agent may not read counts as not there, with a line in the log for its own scope.
 */
final class ClusterLocks implements LockSource {

  private static final Logger LOG = Logger.getLogger(ClusterLocks.class);
  private static final Duration USUAL_PROMISE = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final String name;
  private final Set<String> own;
  private final Set<String> namespaces;
  private final Set<String> refused = new LinkedHashSet<>();

  /**
   * A reader.
   *
   * @param namespaces those of the agent; empty means all
   * @param elsewhere namespaces in which controllers of the whole cluster may be
   * @param instanceId that of the agent; empty for none
   */
  ClusterLocks(
      KubernetesClient client, List<String> namespaces, List<String> elsewhere, String instanceId) {
    this.client = client;
    this.name = ArgoLock.name(instanceId);
    this.own = Set.copyOf(namespaces);
    this.namespaces = new LinkedHashSet<>(namespaces);
    if (!namespaces.isEmpty()) {
      this.namespaces.addAll(elsewhere);
    }
  }

  @Override
  public List<ArgoLock> read() {
    List<ArgoLock> locks = new ArrayList<>();
    if (namespaces.isEmpty()) {
      locks.addAll(read(""));
    }
    namespaces.forEach(namespace -> locks.addAll(read(namespace)));
    return locks;
  }

  private List<ArgoLock> read(String namespace) {
    try {
      List<Lease> leases =
          namespace.isEmpty()
              ? client.leases().inAnyNamespace().withField("metadata.name", name).list().getItems()
              : client
                  .leases()
                  .inNamespace(namespace)
                  .withField("metadata.name", name)
                  .list()
                  .getItems();
      refused.remove(namespace);
      return leases.stream().map(ClusterLocks::lock).toList();
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        if (refused.add(namespace) && (namespace.isEmpty() || own.contains(namespace))) {
          LOG.warnf(
              "whether Argo Rollouts controls the same rollouts cannot be seen: grant the verb list"
                  + " on leases of coordination.k8s.io named %s%s (%s)",
              name, namespace.isEmpty() ? "" : " in namespace " + namespace, problem.getMessage());
        }
        return List.of();
      }
      if (problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw problem;
    }
  }

  private static ArgoLock lock(Lease lease) {
    LeaseSpec spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    Integer promise = spec.getLeaseDurationSeconds();
    return new ArgoLock(
        lease.getMetadata().getNamespace(),
        lease.getMetadata().getName(),
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        promise == null ? USUAL_PROMISE : Duration.ofSeconds(promise),
        spec.getRenewTime() == null ? Instant.EPOCH : spec.getRenewTime().toInstant(),
        lease.getMetadata().getResourceVersion());
  }
}
