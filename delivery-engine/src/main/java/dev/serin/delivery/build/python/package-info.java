/** Python projects: unittest or pytest. */
@NullMarked
package dev.serin.delivery.build.python;

import org.jspecify.annotations.NullMarked;
