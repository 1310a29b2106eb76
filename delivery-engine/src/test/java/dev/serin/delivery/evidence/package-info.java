/** Tests of {@code dev.serin.delivery.evidence}. */
@NullMarked
package dev.serin.delivery.evidence;

import org.jspecify.annotations.NullMarked;
