/** The registry as a cache of images: found by what they were built from, believed by evidence. */
@NullMarked
package dev.serin.delivery.cache;

import org.jspecify.annotations.NullMarked;
