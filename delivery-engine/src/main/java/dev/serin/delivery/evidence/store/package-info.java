/** Evidence beside the images in their registry. */
@NullMarked
package dev.serin.delivery.evidence.store;

import org.jspecify.annotations.NullMarked;
