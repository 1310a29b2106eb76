/** The little of Grafana's dashboard model that Serin's dashboards need. */
@NullMarked
package dev.serin.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
