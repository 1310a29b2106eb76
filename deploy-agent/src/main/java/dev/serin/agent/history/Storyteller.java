package dev.serin.agent.history;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.CanaryStrategy;
import dev.serin.argo.rollout.PauseCondition;
import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutDuration;
import dev.serin.argo.rollout.RolloutStatus;
import dev.serin.rollout.replicas.ReplicaSets;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the present state of a rollout what has happened to its current revision. Pure.
 *
 * <ol>
 *   <li>The revision is that of the ReplicaSet of {@code status.currentPodHash}. While the
 *       Rollout's own annotation names another one, the agent is in the middle of writing it down,
 *       and nothing is told yet.
 *   <li>Began: there is such a ReplicaSet. Promoted: it is the stable one. Aborted: the status says
 *       since when. Rolled back: aborted, and the canary has no traffic.
 *   <li>Steps and weights: the status has the index of the current step. It and all before it were
 *       reached, and so were the weights that they set; those before it without a time of their
 *       own. So nothing is missed when many steps pass between two looks.
 *   <li>Paused: the pause conditions of the status, by their start.
 *   <li>Verdicts: the analysis runs of the Rollout that are over, whichever version they judged.
 * </ol>
 *
 * Every fact has an id that depends on nothing but what has happened, so telling the same again
 * adds nothing. An abort that is taken back leaves no trace in the cluster; ids of what can happen
 * anew after it are therefore counted by attempt, which the rows tell ({@link HistoryStore}).
 */
public final class Storyteller {

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_WORD = 60;

  private final Rollout rollout;
  private final RolloutStatus status;
  private final Map<String, ReplicaSet> versions = new LinkedHashMap<>();
  private final Instant now;
  private final List<Fact> facts = new ArrayList<>();

  private Storyteller(Rollout rollout, List<ReplicaSet> replicaSets, Instant now) {
    this.rollout = rollout;
    this.status = RolloutStatus.of(rollout);
    this.now = now;
    replicaSets.forEach(set -> versions.put(ReplicaSets.hash(set), set));
  }

  /**
   * Tells what has happened.
   *
   * @param replicaSets those of the Rollout
   * @param runs its analysis runs
   * @param canaryWeight the canary's share of the traffic as the routes have it; empty when no
   *     route is used
   * @param now the time for what the cluster has no time of
   * @return a chapter for the current revision, and one for each older one with a verdict
   */
  public static List<Chapter> tell(
      Rollout rollout,
      List<ReplicaSet> replicaSets,
      List<AnalysisRun> runs,
      OptionalInt canaryWeight,
      Instant now) {
    Storyteller teller = new Storyteller(rollout, replicaSets, now);
    List<Chapter> chapters = new ArrayList<>(teller.verdicts(runs));
    teller.current(canaryWeight).ifPresent(chapters::add);
    return chapters;
  }

  private List<Chapter> verdicts(List<AnalysisRun> runs) {
    List<Chapter> chapters = new ArrayList<>();
    for (AnalysisRun run : runs) {
      AnalysisRunStatus result = run.getStatus();
      Map<String, String> labels = run.getMetadata().getLabels();
      String version = labels == null ? null : labels.get(ArgoNames.POD_TEMPLATE_HASH);
      ReplicaSet set = version == null ? null : versions.get(version);
      AnalysisPhase phase = result == null ? null : result.phase();
      if (version != null && set != null && result != null && phase != null && phase.completed()) {
        Instant at = result.completedAt() == null ? now : result.completedAt();
        Fact verdict =
            new Fact(
                HistoryKind.VERDICT,
                "run-" + run.getMetadata().getUid(),
                false,
                at,
                result.completedAt() != null,
                null,
                null,
                evidence(run, phase, result));
        chapters.add(chapter(ReplicaSets.revision(set), version, "", List.of(verdict)));
      }
    }
    return chapters;
  }

  private static Map<String, Object> evidence(
      AnalysisRun run, AnalysisPhase phase, AnalysisRunStatus result) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("analysisRun", run.getMetadata().getName());
    details.put("phase", phase.wireName());
    put(details, "message", result.message());
    details.put("metrics", result.metricResults().stream().map(Storyteller::metric).toList());
    return details;
  }

  private static Map<String, Object> metric(MetricResult result) {
    Map<String, Object> metric = new LinkedHashMap<>();
    put(metric, "name", result.name());
    put(metric, "phase", result.phase() == null ? null : result.phase().wireName());
    put(metric, "message", result.message());
    List<Measurement> measurements = result.measurements();
    if (!measurements.isEmpty()) {
      put(metric, "value", measurements.get(measurements.size() - 1).value());
    }
    metric.put("evidence", result.metadata());
    return metric;
  }

  private Optional<Chapter> current(OptionalInt canaryWeight) {
    String version = status.currentPodHash();
    ReplicaSet set = version == null ? null : versions.get(version);
    int revision = ReplicaSets.revision(set);
    if (set == null || version == null || revision != ReplicaSets.revision(rollout)) {
      return Optional.empty();
    }
    began(set);
    String stable = status.stableRS();
    boolean promoted = version.equals(stable);
    String abortId = "";
    if (status.aborted() && status.abortedAt() != null) {
      abortId = aborted(status.abortedAt(), canaryWeight);
    } else if (promoted) {
      promoted();
    } else if (stable != null && !stable.isEmpty() && !status.aborted()) {
      steps();
      weights(canaryWeight);
      pauses();
    }
    return Optional.of(chapter(revision, version, abortId, facts));
  }

  private Chapter chapter(int revision, String version, String abortId, List<Fact> told) {
    return new Chapter(
        rollout.getMetadata().getUid(),
        rollout.getMetadata().getNamespace(),
        rollout.getMetadata().getName(),
        revision,
        version,
        abortId,
        told);
  }

  private void began(ReplicaSet set) {
    Map<String, Object> images = new LinkedHashMap<>();
    for (Container container : set.getSpec().getTemplate().getSpec().getContainers()) {
      images.put(container.getName(), String.valueOf(container.getImage()));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("images", images);
    String stable = status.stableRS();
    if (stable != null && !stable.isEmpty() && !stable.equals(ReplicaSets.hash(set))) {
      details.put("from", stable);
    }
    String earlier = ReplicaSets.annotation(set, ArgoNames.REVISION_HISTORY);
    if (!earlier.isEmpty()) {
      details.put("sameAsRevisions", earlier);
    }
    RolloutDuration duration = status.duration();
    Instant started = duration == null ? null : duration.rolloutStartedAt();
    Instant created = started == null ? time(set.getMetadata().getCreationTimestamp()) : started;
    facts.add(
        new Fact(
            HistoryKind.BEGAN,
            "began",
            false,
            created == null ? now : created,
            created != null,
            null,
            null,
            details));
  }

  private void promoted() {
    RolloutDuration duration = status.duration();
    Instant finished = duration == null ? null : duration.finishedAt();
    Map<String, Object> details = new LinkedHashMap<>();
    if (duration != null && finished != null) {
      put(details, "how", duration.completionStatus());
    }
    facts.add(
        new Fact(
            HistoryKind.PROMOTED,
            "promoted",
            false,
            finished == null ? now : finished,
            finished != null,
            null,
            null,
            details));
  }

  private String aborted(Instant at, OptionalInt canaryWeight) {
    String id = "aborted-" + at;
    Map<String, Object> details = new LinkedHashMap<>();
    put(details, "message", status.message());
    facts.add(new Fact(HistoryKind.ABORTED, id, false, at, true, null, null, details));
    if (canaryWeight.orElse(0) == 0) {
      facts.add(
          new Fact(
              HistoryKind.ROLLED_BACK, id + "/rolledBack", false, now, false, null, 0, Map.of()));
    }
    return id;
  }

  private int index() {
    return status.currentStepIndex() == null ? 0 : status.currentStepIndex();
  }

  private void steps() {
    List<CanaryStep> steps = CanaryStrategy.stepsOf(rollout);
    for (int step = 0; step <= Math.min(index(), steps.size() - 1); step++) {
      facts.add(
          new Fact(
              HistoryKind.STEP,
              "step-" + step,
              true,
              now,
              false,
              step,
              null,
              Map.of("steps", steps.size(), "does", kind(steps.get(step)))));
    }
  }

  private static String kind(CanaryStep step) {
    if (step.setWeight() != null) {
      return "setWeight";
    }
    return step.pause() != null ? "pause" : step.analysis() != null ? "analysis" : "other";
  }

  /** The weights that earlier steps have set, and the one that there is, if it is another one. */
  private void weights(OptionalInt canaryWeight) {
    List<CanaryStep> steps = CanaryStrategy.stepsOf(rollout);
    int latest = -1;
    int before = 0;
    int wanted = 0;
    for (int step = 0; step <= Math.min(index(), steps.size() - 1); step++) {
      Integer weight = steps.get(step).setWeight();
      if (weight != null) {
        if (latest >= 0) {
          weight(latest, wanted);
        }
        latest = step;
        before = wanted;
        wanted = weight;
      }
    }
    if (canaryWeight.isPresent() && canaryWeight.getAsInt() != before) {
      weight(latest, canaryWeight.getAsInt());
    } else if (canaryWeight.isEmpty() && index() > latest && latest >= 0) {
      weight(latest, wanted);
    }
  }

  private void weight(int step, int weight) {
    boolean start = step < 0;
    facts.add(
        new Fact(
            HistoryKind.WEIGHT,
            (start ? "start" : "step-" + step) + "/weight-" + weight,
            true,
            now,
            false,
            start ? null : step,
            weight,
            Map.of()));
  }

  private void pauses() {
    for (PauseCondition pause : status.pauseConditions()) {
      Instant since = pause.startTime();
      facts.add(
          new Fact(
              HistoryKind.PAUSED,
              "paused-" + word(pause.reason()) + "-" + since,
              true,
              since == null ? now : since,
              since != null,
              index(),
              null,
              Map.of("reason", word(pause.reason()))));
    }
  }

  /** A reason is a word; anybody who may write a status may make it anything. */
  private static String word(@Nullable String reason) {
    String letters = String.valueOf(reason).replaceAll("[^A-Za-z0-9]", "");
    return letters.substring(0, Math.min(LONGEST_WORD, letters.length()));
  }

  private static void put(Map<String, Object> map, String key, @Nullable String text) {
    if (text != null) {
      map.put(
          key, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…");
    }
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
