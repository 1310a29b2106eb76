/** Tests of dev.serin.delivery.problem. */
@NullMarked
package dev.serin.delivery.problem;

import org.jspecify.annotations.NullMarked;
