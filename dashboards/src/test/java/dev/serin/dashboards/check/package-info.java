/** Tests of the check. */
@NullMarked
package dev.serin.dashboards.check;

import org.jspecify.annotations.NullMarked;
