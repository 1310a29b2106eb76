/** Tests of base images. */
@NullMarked
package dev.serin.delivery.base;

import org.jspecify.annotations.NullMarked;
