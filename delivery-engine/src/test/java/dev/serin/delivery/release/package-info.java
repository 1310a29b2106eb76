/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.release;

import org.jspecify.annotations.NullMarked;
