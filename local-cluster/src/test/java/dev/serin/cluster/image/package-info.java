/** Tests of unpacked images. */
@NullMarked
package dev.serin.cluster.image;

import org.jspecify.annotations.NullMarked;
