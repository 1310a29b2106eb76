package dev.serin.rollout.bluegreen;

import dev.serin.argo.rollout.BlueGreenStrategy;
import dev.serin.argo.rollout.RolloutAnalysis;
import dev.serin.argo.rollout.RolloutSpec;
import dev.serin.rollout.change.ChangeSettings;
import dev.serin.rollout.replicas.Shares;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A blue/green change as it is to be done: Argo's defaults filled in.
 *
 * @param change what all strategies have
 * @param activeService Service that everybody uses
 * @param previewService Service of the new version; may be empty
 * @param previewReplicas pods of the new version before the promotion; empty: all
 * @param automatic whether nobody has to promote
 * @param delay how long to wait before that
 * @param pre analysis before the promotion
 * @param post analysis after it
 */
record BlueGreenSettings(
    ChangeSettings change,
    String activeService,
    String previewService,
    Optional<Integer> previewReplicas,
    boolean automatic,
    Duration delay,
    Optional<RolloutAnalysis> pre,
    Optional<RolloutAnalysis> post) {

  private static final IntOrString QUARTER = new IntOrString("25%");

  static BlueGreenSettings of(RolloutSpec spec, BlueGreenStrategy strategy) {
    int replicas = spec.replicas() == null ? 1 : spec.replicas();
    int unavailable = Shares.count(strategy.maxUnavailable(), QUARTER, replicas, false);
    return settings(
        strategy,
        ChangeSettings.of(
            spec,
            Math.min(unavailable, replicas),
            0,
            Optional.empty(),
            strategy.scaleDownDelaySeconds(),
            strategy.scaleDownDelayRevisionLimit(),
            strategy.abortScaleDownDelaySeconds()));
  }

  /** Where the traffic goes, when the numbers cannot be worked with. */
  static BlueGreenSettings onlyTraffic(BlueGreenStrategy strategy) {
    return settings(strategy, ChangeSettings.onlyTraffic(0, 0));
  }

  private static BlueGreenSettings settings(BlueGreenStrategy strategy, ChangeSettings change) {
    Integer seconds = strategy.autoPromotionSeconds();
    return new BlueGreenSettings(
        change,
        orEmpty(strategy.activeService()),
        orEmpty(strategy.previewService()),
        Optional.ofNullable(strategy.previewReplicaCount()),
        !Boolean.FALSE.equals(strategy.autoPromotionEnabled()),
        Duration.ofSeconds(seconds == null ? 0 : Math.max(0, seconds)),
        filled(strategy.prePromotionAnalysis()),
        filled(strategy.postPromotionAnalysis()));
  }

  /** Whether the change waits before it is promoted: for somebody, or for a time. */
  boolean pauses() {
    return !automatic || !delay.isZero();
  }

  private static Optional<RolloutAnalysis> filled(@Nullable RolloutAnalysis analysis) {
    return Optional.ofNullable(analysis).filter(given -> !given.templates().isEmpty());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
