/** Tests of dev.serin.delivery.affected. */
@NullMarked
package dev.serin.delivery.affected;

import org.jspecify.annotations.NullMarked;
