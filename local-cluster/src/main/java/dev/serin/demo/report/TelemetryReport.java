package dev.serin.demo.report;

/**
 * What the cluster's own telemetry has counted of a canary.
 *
 * @param canaryRequests requests that the canary's pods had counted at their last scrape
 * @param canaryFailed those with a status of 500 or more
 */
public record TelemetryReport(long canaryRequests, long canaryFailed) {}
