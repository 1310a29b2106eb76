/** Recording and alerting rules for Prometheus. */
@NullMarked
package dev.serin.dashboards.rules;

import org.jspecify.annotations.NullMarked;
