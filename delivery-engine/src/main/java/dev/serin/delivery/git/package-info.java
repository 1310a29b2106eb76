/** Reads commits and their trees; never the work tree. */
@NullMarked
package dev.serin.delivery.git;

import org.jspecify.annotations.NullMarked;
