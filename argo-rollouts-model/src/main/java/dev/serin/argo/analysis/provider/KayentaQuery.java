package dev.serin.argo.analysis.provider;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serin.argo.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judgement by Kayenta.
 *
 * @param address URL of the server
 * @param application application
 * @param canaryConfigName name of the configuration
 * @param metricsAccountName account of the metrics
 * @param configurationAccountName account of the configuration
 * @param storageAccountName account of the storage
 * @param threshold scores
 * @param scopes what to compare
 * @param lookback true: from the start on each time
 * @param unknown fields this version does not know; written back unchanged
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KayentaQuery(
    @Nullable String address,
    @Nullable String application,
    @Nullable String canaryConfigName,
    @Nullable String metricsAccountName,
    @Nullable String configurationAccountName,
    @Nullable String storageAccountName,
    @Nullable KayentaThreshold threshold,
    List<KayentaScope> scopes,
    @Nullable Boolean lookback,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Replaces what is missing by empty collections, and copies what is there. */
  public KayentaQuery {
    scopes = Wire.list(scopes);
    unknown = Wire.map(unknown);
  }
}
