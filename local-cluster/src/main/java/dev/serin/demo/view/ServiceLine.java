package dev.serin.demo.view;

import dev.serin.demo.measure.Tally;

/**
 * What one line of the live block shows.
 *
 * @param service the service's name
 * @param canaryWeight share of the requests that the gateway sends to the canary, in percent
 * @param stable the stable version's requests in the last seconds
 * @param canary the canary's requests in the last seconds
 */
public record ServiceLine(String service, int canaryWeight, Tally stable, Tally canary) {}
