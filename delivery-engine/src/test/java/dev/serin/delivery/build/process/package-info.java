/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.build.process;

import org.jspecify.annotations.NullMarked;
