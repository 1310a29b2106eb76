package dev.serin.agent.leader;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lease as a Lease of coordination.k8s.io/v1. Its times are written for people, and for tools
 * that show them; nobody here reads them.
 */
public final class ClusterLease implements LeaseStore {

  private static final Logger LOG = Logger.getLogger(ClusterLease.class);

  private final KubernetesClient client;
  private final ApiRequests requests;
  private final ObjectKey key;
  private final InstantSource clock;

  /** When the lease was taken; written back with every renewal. */
  private @Nullable ZonedDateTime acquired;

  /** A lease that need not exist yet. */
  public ClusterLease(KubernetesClient client, ObjectKey key, InstantSource clock) {
    this.client = client;
    this.requests = new ApiRequests(client);
    this.key = key;
    this.clock = clock;
  }

  @Override
  public @Nullable LeaseRecord read(Duration limit) {
    try {
      return record(requests.get(Lease.class, key, limit));
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      throw problem;
    }
  }

  @Override
  public LeaseRecord write(
      @Nullable LeaseRecord over, String holder, int transitions, Duration promise, Duration limit)
      throws RefusedException {
    ZonedDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    if (acquired == null || over == null || !over.holder().equals(holder)) {
      acquired = now;
    }
    Lease wanted =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(key.namespace())
            .withName(key.name())
            .withResourceVersion(over == null ? null : over.version())
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds(Math.toIntExact(promise.toSeconds()))
            .withLeaseTransitions(transitions)
            .withAcquireTime(acquired)
            .withRenewTime(now)
            .endSpec()
            .build();
    try {
      String answer =
          requests.await(
              "writing Lease " + key,
              over == null
                  ? requests.create(wanted, ApiRequests.Sending.within(limit))
                  : requests.replace(wanted, ApiRequests.Sending.within(limit)),
              limit);
      return record(requests.read(answer, Lease.class));
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_CONFLICT
          || problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new RefusedException(problem);
      }
      throw problem;
    }
  }

  /** Watches the lease until the watch is closed; tells of every change, and of every new start. */
  LeaseWatch watch(Listener listener) {
    SharedIndexInformer<Lease> informer =
        client
            .leases()
            .inNamespace(key.namespace())
            .withName(key.name())
            .runnableInformer(0)
            .exceptionHandler(
                (started, problem) -> {
                  LOG.debugf("watching Lease %s: %s", key, problem.getMessage());
                  return true;
                });
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(Lease lease) {
            listener.heard(record(lease));
          }

          @Override
          public void onUpdate(Lease before, Lease after) {
            listener.heard(record(after));
          }

          @Override
          public void onDelete(Lease lease, boolean unknown) {
            // Who waits reads it again soon; a watch that lags must not say that it is gone.
          }
        });
    var unused = informer.start();
    return informer::close;
  }

  private static LeaseRecord record(Lease lease) {
    LeaseSpec spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    return new LeaseRecord(
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0)),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0),
        lease.getMetadata().getResourceVersion());
  }
}
