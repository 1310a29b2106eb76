package dev.serin.rollout.experiment;

import dev.serin.argo.WireTime;
import dev.serin.argo.experiment.ExperimentTemplate;
import dev.serin.argo.experiment.ExperimentTemplateStatus;
import dev.serin.rollout.experiment.ExperimentAction.CreateReplicaSet;
import dev.serin.rollout.experiment.ExperimentAction.ScaleReplicaSet;
import dev.serin.rollout.experiment.ExperimentAction.SetScaleDownDeadline;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pods of each template, and how they are doing.
 *
 * <p>Algorithm: wanted are the pods that the template says, and none once it or the Experiment is
 * over. A ReplicaSet is made without pods, and scaled up in the next pass; it is scaled down after
 * a delay, and not while a route sends it requests. A template is Running while it has its pods,
 * Progressing while it has not, Failed when its numbers have not changed for the deadline, and
 * Successful when it has its pods at the end.
 */
final class Pods {
  private Pods() {}

  static void plan(ExperimentTemplate template, Draft d) {
    String name = Objects.requireNonNull(template.name());
    ExperimentTemplateStatus before =
        d.before().template(name).orElseGet(() -> ExperimentTemplateStatus.begin(name));
    boolean over = TemplatePhase.of(before).filter(TemplatePhase::completed).isPresent();
    int wanted = d.ending() || over ? 0 : Settings.replicas(template);
    ReplicaSet set = ExperimentReplicaSet.find(name, d).orElse(null);
    ExperimentTemplateStatus after = before;
    if (set != null) {
      after = Services.plan(template, set, wanted > 0, after, d);
      after = scale(set, wanted, after, d);
    } else if (wanted > 0) {
      after = create(template, after, d);
    }
    after = counted(set, after, d);
    if (TemplatePhase.of(after).filter(TemplatePhase::completed).isEmpty()) {
      after = judged(wanted, after, d);
    }
    tell(before, after, d);
    d.template(after);
  }

  private static ExperimentTemplateStatus create(
      ExperimentTemplate template, ExperimentTemplateStatus status, Draft d) {
    ReplicaSet set = ExperimentReplicaSet.of(template, status.collisionCount(), d.experiment());
    Optional<String> obstacle = d.seen().obstacles().against(set);
    if (obstacle.isPresent()) {
      return status.withStatus(
          TemplatePhase.ERROR.wireName(),
          "Failed to create ReplicaSet for template '%s': %s"
              .formatted(status.name(), obstacle.get()));
    }
    d.act(new CreateReplicaSet(set));
    return status.lastTransitionTime() == null ? changed(status, d) : status;
  }

  private static ExperimentTemplateStatus scale(
      ReplicaSet set, int wanted, ExperimentTemplateStatus status, Draft d) {
    int now = ReplicaSets.wanted(set);
    boolean routed =
        status.serviceName() != null && d.seen().routed().contains(status.serviceName());
    if (now == wanted || (wanted == 0 && (stays(set, d) || routed))) {
      return status;
    }
    String name = ReplicaSets.name(set);
    d.act(new ScaleReplicaSet(name, wanted));
    d.event(
        true,
        Reasons.SCALING_REPLICA_SET,
        "Scaled %s ReplicaSet %s from %d to %d"
            .formatted(now < wanted ? "up" : "down", name, now, wanted));
    return changed(status, d);
  }

  /** Whether pods that are not wanted any more stay for now. */
  private static boolean stays(ReplicaSet set, Draft d) {
    Duration delay = d.settings().scaleDownDelay();
    Optional<Instant> deadline = ReplicaSets.deadline(set);
    if (delay.isZero()) {
      deadline.ifPresent(
          time -> d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.empty())));
      return false;
    }
    Instant end = deadline.orElseGet(() -> WireTime.truncate(d.now().plus(delay)));
    if (deadline.isEmpty()) {
      d.act(new SetScaleDownDeadline(ReplicaSets.name(set), Optional.of(end)));
    }
    if (d.now().isBefore(end)) {
      d.wakeAt(end);
      return true;
    }
    return false;
  }

  private static ExperimentTemplateStatus counted(
      @Nullable ReplicaSet set, ExperimentTemplateStatus status, Draft d) {
    ExperimentTemplateStatus counted =
        status.withPods(
            ReplicaSets.existing(set), ReplicaSets.ready(set), ReplicaSets.available(set));
    return counted.equals(status) ? status : changed(counted, d);
  }

  private static ExperimentTemplateStatus judged(
      int wanted, ExperimentTemplateStatus status, Draft d) {
    if (d.ending()) {
      return status.withStatus(TemplatePhase.SUCCESSFUL.wireName(), null);
    }
    if (Objects.equals(status.availableReplicas(), wanted)) {
      boolean passed =
          d.settings().end(d.before()).filter(end -> !d.now().isBefore(end)).isPresent();
      TemplatePhase phase = passed ? TemplatePhase.SUCCESSFUL : TemplatePhase.RUNNING;
      return status.withStatus(phase.wireName(), null);
    }
    int seconds = d.settings().progressDeadlineSeconds();
    return Deadlines.of(status, d).filter(deadline -> !d.now().isBefore(deadline)).isPresent()
        ? status.withStatus(
            TemplatePhase.FAILED.wireName(),
            "Template '%s' exceeded its progressDeadlineSeconds (%d)"
                .formatted(status.name(), seconds))
        : status.withStatus(TemplatePhase.PROGRESSING.wireName(), null);
  }

  private static void tell(
      ExperimentTemplateStatus before, ExperimentTemplateStatus after, Draft d) {
    if (Objects.equals(before.status(), after.status())) {
      return;
    }
    String from = before.status() == null ? "" : before.status();
    String why = after.message() == null ? "" : ": " + after.message();
    d.event(
        TemplatePhase.of(after).filter(TemplatePhase::bad).isEmpty(),
        "Template" + after.status(),
        "Template '%s' transitioned from %s -> %s%s"
            .formatted(after.name(), from, after.status(), why));
  }

  private static ExperimentTemplateStatus changed(ExperimentTemplateStatus status, Draft d) {
    return status.changedAt(WireTime.truncate(d.now()));
  }
}
