/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.build.python;

import org.jspecify.annotations.NullMarked;
