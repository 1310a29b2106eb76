/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.image;

import org.jspecify.annotations.NullMarked;
