/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.render;

import org.jspecify.annotations.NullMarked;
