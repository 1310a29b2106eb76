/** Which services a range of commits affects, and why. */
@NullMarked
package dev.serin.delivery.affected;

import org.jspecify.annotations.NullMarked;
