package dev.serin.agent.metrics;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.ObjectKey;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutCondition;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.argo.rollout.WeightDestination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Serin tells of rollouts beyond Argo's metrics: phase as in the status, versions, weights,
 * steps, pods, conditions that somebody should look at.
 *
 * <p>The labels are {@code rollout_namespace} and {@code rollout}: a label {@code namespace} would
 * be renamed to {@code exported_namespace} by a Prometheus that gives the agent's own namespace to
 * everything that it scrapes from its pod. The version's label is the pods' own, so that series of
 * pods and of the agent can be joined.
 */
final class SerinFamilies {

  static final String NAMESPACE = "rollout_namespace";
  static final String ROLLOUT = "rollout";
  static final String VERSION = "rollouts_pod_template_hash";

  static final List<String> KEY = List.of(NAMESPACE, ROLLOUT);
  private static final List<String> BY_VERSION = List.of(NAMESPACE, ROLLOUT, "role", VERSION);

  /** Conditions of which everybody has one, and which the phase sums up. */
  private static final Set<String> USUAL = Set.of("Available", "Completed", "Healthy", "Paused");

  private final ClusterView view;

  private SerinFamilies(ClusterView view) {
    this.view = view;
  }

  static List<ReadFamily> of(ClusterView view) {
    SerinFamilies families = new SerinFamilies(view);
    List<ReadFamily> all = new ArrayList<>();
    all.add(
        families.gauge(
            "serin_rollout_info",
            "Phase of each rollout as in its status; always 1.",
            List.of(NAMESPACE, ROLLOUT, "strategy", "phase"),
            SerinFamilies::info));
    all.add(
        families.gauge(
            "serin_rollout_phase_since_timestamp_seconds",
            "When each rollout came into its phase.",
            KEY,
            SerinFamilies::since));
    all.add(
        families.gauge(
            "serin_rollout_step",
            "Index of the current step; the number of steps when all are done.",
            KEY,
            SerinFamilies::step));
    all.add(
        families.gauge(
            "serin_rollout_steps",
            "How many steps each rollout has.",
            KEY,
            (rollout, series) -> add(CanaryStrategy.stepsOf(rollout).size(), rollout, series)));
    all.add(
        families.gauge(
            "serin_rollout_weight_percent",
            "Share of the traffic that each version gets, 0 to 100.",
            BY_VERSION,
            SerinFamilies::weights));
    all.add(
        families.gauge(
            "serin_rollout_condition",
            "Conditions that somebody should look at; always 1.",
            List.of(NAMESPACE, ROLLOUT, "type", "reason"),
            SerinFamilies::conditions));
    all.add(
        families.gauge(
            "serin_rollout_version_info",
            "The versions of each rollout; always 1.",
            List.of(NAMESPACE, ROLLOUT, "role", VERSION, "revision", "image"),
            families::versions));
    all.add(
        families.gauge(
            "serin_rollout_pods",
            "Pods of each version.",
            List.of(NAMESPACE, ROLLOUT, "role", VERSION, "ready"),
            families::pods));
    all.add(
        families.gauge(
            "serin_rollout_pod_restarts",
            "How often the containers of the pods of each version have been restarted.",
            BY_VERSION,
            families::restarts));
    return all;
  }

  private interface Reader {
    void read(Rollout rollout, Series series);
  }

  private ReadFamily gauge(String name, String help, List<String> labels, Reader reader) {
    return ReadFamily.gauge(
        name,
        help,
        labels,
        series -> view.rollouts().all().forEach(rollout -> reader.read(rollout, series)));
  }

  private static void info(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    RolloutStatus status = RolloutStatus.of(rollout);
    series.add(
        1,
        key.namespace(),
        key.name(),
        Strategies.name(rollout),
        status.phase() == null ? "" : status.phase().wireName());
  }

  private static void since(Rollout rollout, Series series) {
    Instant since = PhaseStart.of(rollout);
    if (since != null) {
      add((double) since.getEpochSecond(), rollout, series);
    }
  }

  private static void step(Rollout rollout, Series series) {
    Integer step = RolloutStatus.of(rollout).currentStepIndex();
    if (step != null) {
      add(step, rollout, series);
    }
  }

  private static void weights(Rollout rollout, Series series) {
    RolloutStatus status = RolloutStatus.of(rollout);
    status
        .trafficWeights()
        .ifPresent(
            weights -> {
              weight("canary", weights.canary(), status.currentPodHash(), rollout, series);
              weight("stable", weights.stable(), status.stableRS(), rollout, series);
            });
  }

  /** The version's label is the wanted one's, also when the canary's Service has gone back. */
  private static void weight(
      String role,
      @Nullable WeightDestination destination,
      @Nullable String hash,
      Rollout rollout,
      Series series) {
    if (destination != null && destination.weight() != null) {
      ObjectKey key = ObjectKey.of(rollout);
      series.add(destination.weight(), key.namespace(), key.name(), role, hash == null ? "" : hash);
    }
  }

  private static void conditions(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    RolloutStatus.of(rollout).conditions().stream()
        .filter(SerinFamilies::unusual)
        .forEach(
            condition ->
                series.add(
                    1,
                    key.namespace(),
                    key.name(),
                    String.valueOf(condition.type()),
                    String.valueOf(condition.reason())));
  }

  /** Whether it is one that not everybody has, or says that nothing goes on any more. */
  private static boolean unusual(RolloutCondition condition) {
    return "Progressing".equals(condition.type())
        ? "False".equals(condition.status())
        : "True".equals(condition.status()) && !USUAL.contains(String.valueOf(condition.type()));
  }

  private void versions(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    for (Version version : Version.of(rollout, view)) {
      series.add(
          1,
          key.namespace(),
          key.name(),
          version.role(),
          version.hash(),
          version.revision(),
          version.image());
    }
  }

  private void pods(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    for (Version version : Version.of(rollout, view)) {
      List<Boolean> ready =
          view.podsOf(key.namespace(), version.hash()).stream().map(pod -> pod.ready()).toList();
      long yes = ready.stream().filter(Boolean::booleanValue).count();
      String[] labels = {key.namespace(), key.name(), version.role(), version.hash(), "true"};
      series.add((double) yes, labels);
      labels = labels.clone();
      labels[4] = "false";
      series.add((double) (ready.size() - yes), labels);
    }
  }

  private void restarts(Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    for (Version version : Version.of(rollout, view)) {
      int restarts =
          view.podsOf(key.namespace(), version.hash()).stream()
              .mapToInt(pod -> pod.restarts())
              .sum();
      series.add(restarts, key.namespace(), key.name(), version.role(), version.hash());
    }
  }

  private static void add(double value, Rollout rollout, Series series) {
    ObjectKey key = ObjectKey.of(rollout);
    series.add(value, key.namespace(), key.name());
  }
}
