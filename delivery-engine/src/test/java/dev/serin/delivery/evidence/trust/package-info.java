/** Tests of {@code dev.serin.delivery.evidence.trust}. */
@NullMarked
package dev.serin.delivery.evidence.trust;

import org.jspecify.annotations.NullMarked;
