package dev.serin.rollout.contest;

import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.rollout.status.Conditions;
import dev.serin.rollout.status.Conditions.Saying;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When somebody else and Serin write the same weights or selectors again and again.
 *
 * <ol>
 *   <li>What somebody else changes is set back at once, but no object more than twice a second: two
 *       that answer each other at once must not keep the API server busy. So a change by others
 *       lasts a second at most.
 *   <li>An object that others have changed three times within a minute makes the traffic contested,
 *       which a condition says, with who and what. One sync of a GitOps tool does not.
 *   <li>It is contested until nobody else has changed anything for a minute.
 * </ol>
 *
 * A decision of Serin's own, such as going back, is never held up by this.
 */
public final class Contest {

  /** How long a change by others counts. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** Reason of the condition when it holds. */
  public static final String FOREIGN_WRITES = "ForeignWrites";

  /** Reason of the condition when it holds no more. */
  public static final String QUIET = "Quiet";

  private static final int CHANGES_OF_ONE_OBJECT = 3;
  private static final int RESTORES = 2;
  private static final Duration RESTORES_WITHIN = Duration.ofSeconds(1);

  private Contest() {}

  /**
   * When an object may be set back; empty when it may be now.
   *
   * @param object as {@link FieldOwners#describe} gives it
   */
  public static Optional<Instant> heldUntil(TrafficWrites writes, String object, Instant now) {
    List<Instant> recent =
        writes.own().stream()
            .filter(write -> write.object().equals(object))
            .map(OwnWrite::at)
            .filter(at -> at.plus(RESTORES_WITHIN).isAfter(now))
            .sorted(Comparator.reverseOrder())
            .toList();
    return recent.size() < RESTORES
        ? Optional.empty()
        : Optional.of(recent.get(RESTORES - 1).plus(RESTORES_WITHIN));
  }

  /**
   * What the condition says now; empty when it need not be there.
   *
   * @param before the condition as it is, if it is there
   */
  public static Optional<Saying> saying(
      TrafficWrites writes, Optional<RolloutCondition> before, Instant now) {
    List<ForeignWrite> recent =
        writes.foreign().stream().filter(write -> write.at().plus(WINDOW).isAfter(now)).toList();
    boolean contested = before.filter(known -> "True".equals(known.status())).isPresent();
    if (contested ? !recent.isEmpty() : often(recent)) {
      return Optional.of(Saying.yes(Conditions.TRAFFIC_CONTESTED, FOREIGN_WRITES, message(recent)));
    }
    if (!contested) {
      return Optional.empty();
    }
    return now.isBefore(quietAt(writes))
        ? Optional.of(again(before.get()))
        : Optional.of(
            Saying.no(
                Conditions.TRAFFIC_CONTESTED,
                QUIET,
                "Nobody else has changed weights or selectors for a minute"));
  }

  /** When it is quiet, if nothing else happens. After a restart nothing earlier is known. */
  public static Instant quietAt(TrafficWrites writes) {
    return writes.foreign().stream()
        .map(ForeignWrite::at)
        .max(Comparator.naturalOrder())
        .orElse(writes.since())
        .plus(WINDOW);
  }

  private static Saying again(RolloutCondition known) {
    return Saying.yes(
        Conditions.TRAFFIC_CONTESTED,
        String.valueOf(known.reason()),
        String.valueOf(known.message()));
  }

  private static boolean often(List<ForeignWrite> recent) {
    return recent.stream()
        .collect(Collectors.groupingBy(ForeignWrite::object, Collectors.counting()))
        .values()
        .stream()
        .anyMatch(count -> count >= CHANGES_OF_ONE_OBJECT);
  }

  private static String message(List<ForeignWrite> recent) {
    return ("%s keeps changing %s, which Serin sets back each time; let it leave weights and"
            + " selectors to Serin, as deploy-agent/install/policies says")
        .formatted(all(recent, ForeignWrite::manager), all(recent, ForeignWrite::object));
  }

  private static String all(List<ForeignWrite> writes, Function<ForeignWrite, String> part) {
    return String.join(
        ", ", writes.stream().map(part).collect(Collectors.toCollection(TreeSet::new)));
  }
}
