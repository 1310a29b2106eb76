/** Tests of {@code dev.serin.delivery.gc}. */
@NullMarked
package dev.serin.delivery.gc;

import org.jspecify.annotations.NullMarked;
