/** Tests of dev.serin.delivery.git. */
@NullMarked
package dev.serin.delivery.git;

import org.jspecify.annotations.NullMarked;
