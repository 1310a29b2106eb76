/** A made repository of every toolchain, changed in thousands of ways, against a plain model. */
@NullMarked
package dev.serin.delivery.affected.mutation;

import org.jspecify.annotations.NullMarked;
