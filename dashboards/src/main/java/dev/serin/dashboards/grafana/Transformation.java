package dev.serin.dashboards.grafana;

import java.util.Map;

/**
 * Something that is done to the answers before they are shown.
 *
 * @param id its name in Grafana
 * @param options its options
 */
public record Transformation(String id, Map<String, Object> options) {}
