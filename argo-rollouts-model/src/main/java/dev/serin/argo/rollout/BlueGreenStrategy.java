package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.MetadataPatch;
import dev.serin.argo.Wire;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new version takes over all at once, after it could be looked at.
 *
 * @param activeService Service that everybody uses
 * @param previewService Service of the new version before it takes over
 * @param previewReplicaCount pods of the new version before it takes over; spec.replicas when
 *     missing
 * @param autoPromotionEnabled false: somebody has to promote; true when missing
 * @param autoPromotionSeconds seconds to wait before it is promoted
 * @param maxUnavailable pods that may be missing during a restart; 25% when missing
 * @param scaleDownDelaySeconds seconds before the previous version goes; 30 when missing
 * @param scaleDownDelayRevisionLimit old ReplicaSets that may wait for that delay
 * @param prePromotionAnalysis judges the new version before it takes over
 * @param antiAffinity anti-affinity between versions
 * @param postPromotionAnalysis judges the new version after it has taken over
 * @param previewMetadata metadata of pods before they take over
 * @param activeMetadata metadata of pods of the active version
 * @param abortScaleDownDelaySeconds seconds before an aborted version goes; 30 when missing, 0
 *     means never
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BlueGreenStrategy(
    @Nullable String activeService,
    @Nullable String previewService,
    @Nullable Integer previewReplicaCount,
    @Nullable Boolean autoPromotionEnabled,
    @Nullable Integer autoPromotionSeconds,
    @Nullable IntOrString maxUnavailable,
    @Nullable Integer scaleDownDelaySeconds,
    @Nullable Integer scaleDownDelayRevisionLimit,
    @Nullable RolloutAnalysis prePromotionAnalysis,
    @Nullable AntiAffinity antiAffinity,
    @Nullable RolloutAnalysis postPromotionAnalysis,
    @Nullable MetadataPatch previewMetadata,
    @Nullable MetadataPatch activeMetadata,
    @Nullable Integer abortScaleDownDelaySeconds,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public BlueGreenStrategy {
    unknown = Wire.map(unknown);
  }
}
