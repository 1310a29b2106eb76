package dev.serin.agent.rival;

import dev.serin.agent.api.ApiRequests;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.event.Told;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What people are told who have two controllers for the same rollouts. */
public final class Advice {

  private static final Logger LOG = Logger.getLogger(Advice.class);

  private Advice() {}

  /** Who is at work, and what to do. */
  public static String text(ArgoLock lock) {
    return ("Argo Rollouts controls these rollouts: %s holds %s and renews it, so this agent changes"
            + " nothing. To go over, stop that controller (kubectl -n %s scale deployment argo-rollouts"
            + " --replicas=0); the agent begins within %d s. To run both, give the agent other rollouts"
            + " by SERIN_AGENT_INSTANCE_ID or SERIN_AGENT_NAMESPACES. See docs/from-argo-rollouts.md")
        .formatted(lock.holder(), lock, lock.namespace(), lock.promise().toSeconds() + 5);
  }

  /** Records it as an event about the agent's own pod; an event that is refused is only logged. */
  public static void record(KubernetesClient client, ObjectKey pod, ArgoLock lock, Instant now) {
    Told told =
        Told.once(
            new RolloutEvent(RolloutEvent.Type.WARNING, "ArgoRolloutsAtWork", text(lock)), now);
    ObjectReference about =
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .build();
    Event event = told.event(pod.name() + "." + UUID.randomUUID(), about);
    try {
      ApiRequests requests = new ApiRequests(client);
      var unused =
          requests.await(
              "recording an event",
              requests.create(event, ApiRequests.Sending.within(requests.usualLimit())),
              requests.usualLimit());
    } catch (KubernetesClientException refused) {
      LOG.warnf("no event is recorded: %s", refused.getMessage());
    }
  }
}
