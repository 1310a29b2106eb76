package dev.serin.agent.reconcile;

import dev.serin.agent.api.BusyException;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.write.ReplicaSetRefusedException;
import dev.serin.rollout.Setbacks;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Remembers, for each rollout, what the API server has refused in the last pass. Memory only:
 * another process finds out in its first pass.
 */
public final class SetbackLedger {

  /** Answers that are no refusal: it has too much to do, or is not there. */
  private static final Set<Integer> NOT_NOW =
      Set.of(
          BusyException.TOO_MANY_REQUESTS,
          HttpURLConnection.HTTP_CONFLICT,
          HttpURLConnection.HTTP_BAD_GATEWAY,
          HttpURLConnection.HTTP_UNAVAILABLE,
          HttpURLConnection.HTTP_GATEWAY_TIMEOUT);

  private final Map<ObjectKey, Setbacks> known = new ConcurrentHashMap<>();

  /** What is refused of a rollout. */
  Setbacks of(ObjectKey rollout) {
    return known.getOrDefault(rollout, Setbacks.NONE);
  }

  /** Forgets a rollout that exists no more. */
  void forget(ObjectKey rollout) {
    known.remove(rollout);
  }

  /**
   * Notes what has come of a pass. What was not tried is as it was.
   *
   * @param traffic what went wrong with traffic
   * @param others what went wrong with the actions after that; empty when they were not carried out
   * @return whether something is refused now and was not before, or the other way round
   */
  boolean note(
      ObjectKey rollout, List<Exception> traffic, Optional<? extends List<Exception>> others) {
    Setbacks before = of(rollout);
    Setbacks now =
        new Setbacks(
            others.map(SetbackLedger::replicaSets).orElse(before.replicaSets()),
            traffic.stream()
                .filter(SetbackLedger::refusal)
                .map(problem -> String.valueOf(problem.getMessage()))
                .findFirst());
    if (now.equals(Setbacks.NONE)) {
      known.remove(rollout);
    } else {
      known.put(rollout, now);
    }
    return !now.replicaSets().keySet().equals(before.replicaSets().keySet())
        || now.traffic().isPresent() != before.traffic().isPresent();
  }

  private static boolean refusal(Exception problem) {
    return problem instanceof KubernetesClientException answer
        && answer.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
        && !NOT_NOW.contains(answer.getCode());
  }

  private static Map<String, String> replicaSets(List<Exception> problems) {
    return problems.stream()
        .filter(ReplicaSetRefusedException.class::isInstance)
        .map(ReplicaSetRefusedException.class::cast)
        .collect(
            Collectors.toMap(
                ReplicaSetRefusedException::replicaSet,
                problem -> String.valueOf(problem.getMessage()),
                (first, again) -> first));
  }
}
