/** Affected services become tested images: each one alone, several at once. */
@NullMarked
package dev.serin.delivery.build;

import org.jspecify.annotations.NullMarked;
