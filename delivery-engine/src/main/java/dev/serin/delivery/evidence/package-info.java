/** Evidence of images: made, signed, attached to them in their registry, and verified. */
@NullMarked
package dev.serin.delivery.evidence;

import org.jspecify.annotations.NullMarked;
