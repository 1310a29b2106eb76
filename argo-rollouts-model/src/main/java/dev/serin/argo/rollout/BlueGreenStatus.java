package dev.serin.argo.rollout;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a blue/green change.
 *
 * @param previewSelector version that the preview Service selects
 * @param activeSelector version that the active Service selects
 * @param scaleUpPreviewCheckPoint the preview has passed and gets all of its pods
 * @param prePromotionAnalysisRunStatus run before the promotion
 * @param postPromotionAnalysisRunStatus run after it
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BlueGreenStatus(
    @Nullable String previewSelector,
    @Nullable String activeSelector,
    @Nullable Boolean scaleUpPreviewCheckPoint,
    @Nullable AnalysisRunReference prePromotionAnalysisRunStatus,
    @Nullable AnalysisRunReference postPromotionAnalysisRunStatus,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public BlueGreenStatus {
    unknown = Wire.map(unknown);
  }

  private static final BlueGreenStatus EMPTY =
      new BlueGreenStatus(null, null, null, null, null, Map.of());

  /** The state before anything has happened. */
  public static BlueGreenStatus empty() {
    return EMPTY;
  }

  /** The same with other selectors. */
  public BlueGreenStatus withSelectors(@Nullable String preview, @Nullable String active) {
    return new BlueGreenStatus(
        preview,
        active,
        scaleUpPreviewCheckPoint,
        prePromotionAnalysisRunStatus,
        postPromotionAnalysisRunStatus,
        unknown);
  }

  /** The same with another check point. */
  public BlueGreenStatus withCheckPoint(boolean passed) {
    return new BlueGreenStatus(
        previewSelector,
        activeSelector,
        passed ? true : null,
        prePromotionAnalysisRunStatus,
        postPromotionAnalysisRunStatus,
        unknown);
  }

  /** The same with other runs. */
  public BlueGreenStatus withRuns(
      @Nullable AnalysisRunReference pre, @Nullable AnalysisRunReference post) {
    return new BlueGreenStatus(
        previewSelector, activeSelector, scaleUpPreviewCheckPoint, pre, post, unknown);
  }
}
