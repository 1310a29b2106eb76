package dev.serin.rollout.canary;

import dev.serin.argo.ArgoNames;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.argo.rollout.AnalysisHistory;
import dev.serin.argo.rollout.CanaryStatus;
import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.ExperimentStep;
import dev.serin.argo.rollout.ExperimentStepTemplate;
import dev.serin.rollout.Action.CreateExperiment;
import dev.serin.rollout.Action.DeleteExperiment;
import dev.serin.rollout.Action.TerminateExperiment;
import dev.serin.rollout.change.Aborts;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Reasons;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Experiments of steps.
 *
 * <p>Algorithm: at such a step the status names its Experiment, which is created when it is absent;
 * its verdict is that of the step. While it runs, its templates get the weights that the step gives
 * them. Every other Experiment under way is ended; of the finished ones only the latest stay.
 */
final class Experiments {
  private Experiments() {}

  /** Acts on the verdict. */
  static void judge(Situation s, Draft d) {
    Experiment current = current(s, d);
    AnalysisPhase phase = phase(current);
    if (current == null || phase == null || !Aborts.possible(s, d)) {
      return;
    }
    Aborts.judge(
        s,
        d,
        phase,
        current.getStatus().message(),
        "Experiment analysis phase is error/failed",
        Pauses.INCONCLUSIVE_EXPERIMENT);
  }

  static boolean done(Situation s, Draft d) {
    return phase(current(s, d)) == AnalysisPhase.SUCCESSFUL;
  }

  /** Somebody has resumed: what has come to no conclusion begins anew. */
  static boolean forgetInconclusive(Situation s, Draft d) {
    boolean any = phase(current(s, d)) == AnalysisPhase.INCONCLUSIVE;
    if (any) {
      forget(d);
    }
    return any;
  }

  static void forget(Draft d) {
    CanaryStatus canary = d.status().canary();
    if (canary != null && canary.currentExperiment() != null) {
      d.update(b -> b.canary(canary.withExperiment(null)));
    }
  }

  static void plan(Situation s, Draft d) {
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    boolean wanted =
        Lifecycle.underWay(s, d)
            && !d.status().aborted()
            && !Lifecycle.unjudged(s, d)
            && step != null
            && step.experiment() != null;
    if (!wanted) {
      forget(d);
    } else if (s.current() != null && s.versions().stable() != null && !s.settings().paused()) {
      ensure(step == null ? null : step.experiment(), s, d);
    }
    String keep = name(d);
    for (Experiment experiment : s.observation().surroundings().experiments()) {
      boolean kept = experiment.getMetadata().getName().equals(keep);
      if (!kept && !over(experiment) && !terminating(experiment)) {
        d.act(new TerminateExperiment(experiment.getMetadata().getName()));
      }
    }
    collect(s, d, keep);
  }

  /** The shares of the traffic that the templates of a running Experiment are to get. */
  static List<Share> shares(Situation s, Draft d) {
    CanaryStep step = s.settings().step(Lifecycle.index(d));
    Experiment current = current(s, d);
    if (current == null
        || phase(current) != AnalysisPhase.RUNNING
        || step == null
        || step.experiment() == null
        || d.status().aborted()) {
      return List.of();
    }
    List<Share> shares = new ArrayList<>();
    for (ExperimentTemplateStatus template : current.getStatus().templateStatuses()) {
      Integer weight = weight(step.experiment(), template.name());
      if (weight != null && template.serviceName() != null) {
        String hash = template.podTemplateHash() == null ? "" : template.podTemplateHash();
        shares.add(new Share(new Destination(template.serviceName(), hash), weight));
      }
    }
    return shares;
  }

  private static void ensure(@Nullable ExperimentStep step, Situation s, Draft d) {
    if (step == null) {
      return;
    }
    String base = NewExperiment.name(s, Lifecycle.index(d));
    String name = name(d);
    if (name == null || !(name.equals(base) || name.startsWith(base + "-"))) {
      name = free(base, s);
    }
    String chosen = name;
    CanaryStatus canary = d.status().canary() == null ? CanaryStatus.empty() : d.status().canary();
    d.update(b -> b.canary(canary.withExperiment(chosen)));
    if (find(chosen, s) == null) {
      d.act(new CreateExperiment(NewExperiment.of(chosen, step, s)));
      d.event(Reasons.EXPERIMENT_CREATED, "Created Experiment '" + chosen + "'");
    }
  }

  private static String free(String base, Situation s) {
    String name = base;
    for (int i = 1; ; i++) {
      Experiment taken = find(name, s);
      if (taken == null || (!over(taken) && !terminating(taken))) {
        return name;
      }
      name = base + "-" + i;
    }
  }

  /** Deletes those of versions that are gone, and the oldest beyond the limits. */
  private static void collect(Situation s, Draft d, @Nullable String keep) {
    Set<String> versions =
        s.observation().replicaSets().stream()
            .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
            .map(ReplicaSets::hash)
            .collect(Collectors.toSet());
    List<Experiment> others =
        s.observation().surroundings().experiments().stream()
            .filter(experiment -> !experiment.getMetadata().getName().equals(keep))
            .toList();
    others.stream()
        .filter(experiment -> !versions.contains(version(experiment)))
        .forEach(experiment -> d.act(new DeleteExperiment(experiment.getMetadata().getName())));
    List<Experiment> over =
        others.stream()
            .filter(Experiments::over)
            .filter(experiment -> versions.contains(version(experiment)))
            .toList();
    AnalysisHistory limits = s.rollout().getSpec().analysis();
    Integer good = limits == null ? null : limits.successfulRunHistoryLimit();
    Integer bad = limits == null ? null : limits.unsuccessfulRunHistoryLimit();
    delete(true, good == null ? 5 : good, over, d);
    delete(false, bad == null ? 5 : bad, over, d);
  }

  private static String version(Experiment experiment) {
    return ReplicaSets.label(experiment, ArgoNames.POD_TEMPLATE_HASH);
  }

  private static void delete(boolean successful, int limit, List<Experiment> over, Draft d) {
    over.stream()
        .filter(experiment -> (phase(experiment) == AnalysisPhase.SUCCESSFUL) == successful)
        .sorted(
            Comparator.comparing(
                    (Experiment experiment) ->
                        String.valueOf(experiment.getMetadata().getCreationTimestamp()))
                .reversed())
        .skip(Math.max(0, limit))
        .forEach(experiment -> d.act(new DeleteExperiment(experiment.getMetadata().getName())));
  }

  private static @Nullable Integer weight(ExperimentStep step, @Nullable String name) {
    return step.templates().stream()
        .filter(template -> template.name() != null && template.name().equals(name))
        .map(ExperimentStepTemplate::weight)
        .filter(weight -> weight != null)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String name(Draft d) {
    CanaryStatus canary = d.status().canary();
    return canary == null ? null : canary.currentExperiment();
  }

  private static @Nullable Experiment current(Situation s, Draft d) {
    String name = name(d);
    return name == null ? null : find(name, s);
  }

  private static @Nullable Experiment find(String name, Situation s) {
    return s.observation().surroundings().experiments().stream()
        .filter(experiment -> name.equals(experiment.getMetadata().getName()))
        .findFirst()
        .orElse(null);
  }

  private static boolean over(Experiment experiment) {
    AnalysisPhase phase = phase(experiment);
    return phase != null && phase.completed();
  }

  private static boolean terminating(Experiment experiment) {
    return experiment.getSpec() != null && Boolean.TRUE.equals(experiment.getSpec().terminate());
  }

  private static @Nullable AnalysisPhase phase(@Nullable Experiment experiment) {
    return experiment == null || experiment.getStatus() == null
        ? null
        : experiment.getStatus().phase();
  }
}
