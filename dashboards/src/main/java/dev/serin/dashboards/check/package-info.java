/** Asks a Prometheus every query, and says which have no answer. */
@NullMarked
package dev.serin.dashboards.check;

import org.jspecify.annotations.NullMarked;
