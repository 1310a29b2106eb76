package dev.serin.agent.reconcile;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.agent.write.StaleException;
import dev.serin.argo.ArgoNames;
import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives Services back that no Rollout names any more: their selector and annotations become what
 * they were before a Rollout pointed them at a version.
 *
 * <ol>
 *   <li>A Service is looked at when it changes, when a Rollout that named it changes or goes, and
 *       at the start, so that nothing is left behind by what happened while no agent ran.
 *   <li>It is given back when it bears a Rollout's mark, no known Rollout names it, and the Rollout
 *       of the mark is gone, or known not to name it. Whether it is gone, the API server is asked:
 *       one that this agent cannot read, or that is another controller's, keeps its Services.
 * </ol>
 */
public final class ServiceKeeper implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(ServiceKeeper.class);

  private final ClusterView view;
  private final WorkQueue<ObjectKey> queue;
  private final RolloutWriter writer;
  private final Function<ObjectKey, Boolean> exists;

  /**
   * A keeper.
   *
   * @param queue the Services to look at
   * @param exists asks the API server whether there is a Rollout, readable or not
   */
  public ServiceKeeper(
      ClusterView view,
      WorkQueue<ObjectKey> queue,
      RolloutWriter writer,
      Function<ObjectKey, Boolean> exists) {
    this.view = view;
    this.queue = queue;
    this.writer = writer;
    this.exists = exists;
  }

  /** Looks at all Services that there are, and starts to listen. */
  public Subscription connect() {
    Subscription subscription =
        Subscription.all(
            List.of(view.services().listen(this::service), view.rollouts().listen(this::rollout)));
    view.services().all().forEach(service -> service(ObjectKey.of(service), null, service));
    return subscription;
  }

  private void service(ObjectKey key, @Nullable Service before, @Nullable Service after) {
    if (after != null && mark(after).isPresent()) {
      queue.add(key);
    }
  }

  private void rollout(ObjectKey key, @Nullable Rollout before, @Nullable Rollout after) {
    if (before != null && (after == null || !References.of(before).equals(References.of(after)))) {
      References.of(before)
          .services()
          .forEach(name -> queue.add(new ObjectKey(key.namespace(), name)));
    }
  }

  @Override
  public void handle(ObjectKey key) throws StaleException {
    Service service = view.services().get(key).orElse(null);
    if (service == null || !view.rolloutsThatName("Service", key).isEmpty()) {
      queue.forget(key);
      return;
    }
    Optional<String> mark = mark(service);
    if (mark.isEmpty()) {
      queue.forget(key);
      return;
    }
    ObjectKey owner = new ObjectKey(key.namespace(), mark.get());
    if (view.rollouts().get(owner).isEmpty() && exists.apply(owner)) {
      return;
    }
    LOG.infof("Service %s: no Rollout names it any more; it selects all pods again", key);
    writer.release(service);
  }

  private static Optional<String> mark(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations == null ? null : annotations.get(ArgoNames.MANAGED_BY));
  }
}
