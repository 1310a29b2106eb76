/** Frees a registry of images that nobody needs any more. */
@NullMarked
package dev.serin.delivery.gc;

import org.jspecify.annotations.NullMarked;
