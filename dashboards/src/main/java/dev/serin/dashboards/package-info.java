/** Serin's Grafana dashboards and Prometheus rules as code, and the files made of them. */
@NullMarked
package dev.serin.dashboards;

import org.jspecify.annotations.NullMarked;
