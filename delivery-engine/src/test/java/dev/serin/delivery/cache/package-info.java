/** Tests of {@code dev.serin.delivery.cache}. */
@NullMarked
package dev.serin.delivery.cache;

import org.jspecify.annotations.NullMarked;
