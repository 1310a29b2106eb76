package dev.serin.dashboards.grafana;

/**
 * A text to show in place of a number.
 *
 * @param value the number, as text
 * @param text what to show
 * @param color in which colour
 */
public record ValueText(String value, String text, String color) {}
