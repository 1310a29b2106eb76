/** Makes small images for tests. */
@NullMarked
package dev.serin.cluster.testing;

import org.jspecify.annotations.NullMarked;
