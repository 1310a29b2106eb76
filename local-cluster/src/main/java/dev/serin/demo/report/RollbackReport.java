package dev.serin.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A canary that was taken back, and why.
 *
 * @param service the service
 * @param metric the metric of the analysis that found it unhealthy
 * @param reason the analysis's own words, with its numbers
 * @param secondsToVerdict from the first failed request of the canary at the gateway until the
 *     rollout was seen as aborted
 * @param canaryRequests requests that the canary answered in all
 * @param canaryFailed how many of them failed
 * @param stableRequests requests that the stable version answered while the canary had traffic
 * @param stableFailed how many of them failed
 * @param telemetry what Prometheus has counted; absent where there is none
 */
public record RollbackReport(
    String service,
    String metric,
    String reason,
    double secondsToVerdict,
    long canaryRequests,
    long canaryFailed,
    long stableRequests,
    long stableFailed,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TelemetryReport telemetry) {}
