package dev.serin.jenkins.delivery;

import hudson.model.Result;
import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commit that each service was last built from, found in a job's earlier runs. Found once for a
 * run and kept with it, so that all its calls compare with the same, on whatever agent.
 *
 * <ol>
 *   <li>Earlier runs are looked at, the latest first; the first that built a service tells its
 *       commit. What a run built that still runs, failed, or was stopped or rejected does not
 *       count: it may never have come into an environment, so it belongs into the next release as
 *       well.
 *   <li>One that knows what was built before it ends the search: it speaks for all before it. One
 *       that retries another does not: it knows what was built before that other one.
 * </ol>
 */
public final class LastBuilt {

  /** How many runs are looked at that asked for nothing of this; more would be slow to load. */
  private static final int RUNS = 50;

  private LastBuilt() {}

  /** The commits by service, for all calls of this run. */
  public static Map<String, String> before(Run<?, ?> run) throws IOException {
    synchronized (run) {
      Map<String, String> known = delivery(run).since().orElse(null);
      if (known != null) {
        return known;
      }
      Map<String, String> found = find(run);
      DeliveryAction.record(run, delivery -> delivery.since(found));
      return found;
    }
  }

  private static Map<String, String> find(Run<?, ?> run) {
    TreeMap<String, String> found = new TreeMap<>();
    @Nullable Run<?, ?> earlier = run.getPreviousBuild();
    for (int i = 0; i < RUNS && earlier != null; i++) {
      Delivery delivery = delivery(earlier);
      if (hasDelivered(earlier)) {
        delivery
            .built()
            .forEach(service -> found.putIfAbsent(service.getName(), delivery.getHead()));
      }
      if (delivery.since().isPresent() && earlier.getAction(RetryAction.class) == null) {
        delivery.since().get().forEach(found::putIfAbsent);
        break;
      }
      earlier = earlier.getPreviousBuild();
    }
    return found;
  }

  private static boolean hasDelivered(Run<?, ?> run) {
    @Nullable Result result = run.getResult();
    return result != null && result.isBetterOrEqualTo(Result.UNSTABLE);
  }

  private static Delivery delivery(Run<?, ?> run) {
    DeliveryAction action = run.getAction(DeliveryAction.class);
    return action == null ? Delivery.empty() : action.getDelivery();
  }
}
