/** Whose signatures count, and for what. */
@NullMarked
package dev.serin.delivery.evidence.trust;

import org.jspecify.annotations.NullMarked;
