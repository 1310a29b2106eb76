/** Tests of {@code dev.serin.delivery.evidence.signature}. */
@NullMarked
package dev.serin.delivery.evidence.signature;

import org.jspecify.annotations.NullMarked;
