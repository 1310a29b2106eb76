/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.build.node;

import org.jspecify.annotations.NullMarked;
