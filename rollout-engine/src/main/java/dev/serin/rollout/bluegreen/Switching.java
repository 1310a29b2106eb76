package dev.serin.rollout.bluegreen;

import dev.serin.rollout.Action.PointService;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.change.Pauses;
import dev.serin.rollout.replicas.ReplicaSets;
import dev.serin.rollout.status.Reasons;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import org.jspecify.annotations.Nullable;

/**
 * Which versions the two Services select.
 *
 * <p>Algorithm: the preview Service selects the current version as soon as there is one. The active
 * Service: aborted, the stable version as soon as that carries its users; else the current version
 * once all is ready for it ({@link Promotion#maySwitch}); else what it selects.
 */
final class Switching {
  private Switching() {}

  static void plan(Stage s, Draft d) {
    String preview = preview(s, d);
    String active = active(s, d);
    point(s.settings().activeService(), s.active(), active, s, d);
    point(s.settings().previewService(), s.preview(), preview, s, d);
    // The phase of a version that is stable already goes by what is seen, not by what is wished.
    String noted = Lifecycle.stable(s, d) ? s.active() : active;
    d.update(b -> b.blueGreen(Stage.state(d).withSelectors(orNull(preview), orNull(noted))));
  }

  private static String preview(Stage s, Draft d) {
    boolean held = s.change().paused() || Pauses.byJudgement(d);
    return s.settings().previewService().isEmpty() || held || s.current() == null
        ? s.preview()
        : s.versions().hash();
  }

  private static String active(Stage s, Draft d) {
    String stable = d.status().stableRS();
    if (d.status().aborted() && stable != null && !stable.isEmpty()) {
      return carries(s) ? stable : s.active();
    }
    return Promotion.maySwitch(s, d) ? s.versions().hash() : s.active();
  }

  /** Whether the stable version has enough pods to go back to it. */
  private static boolean carries(Stage s) {
    ReplicaSet stable = s.versions().stable();
    int available = ReplicaSets.available(stable);
    int needed = Math.max(1, s.change().replicas() - s.change().maxUnavailable());
    int serving = s.activeSet().map(ReplicaSets::available).orElse(0);
    return available >= Math.min(needed, Math.max(1, serving));
  }

  private static void point(String service, String selects, String hash, Stage s, Draft d) {
    if (service.isEmpty()
        || hash.isEmpty()
        || selects.equals(hash)
        || !s.observation().services().containsKey(service)) {
      return;
    }
    d.act(new PointService(service, hash, s.name()));
    d.event(
        Reasons.SWITCH_SERVICE,
        "Switched selector for service '%s' from '%s' to '%s'".formatted(service, selects, hash));
    d.progressed();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
