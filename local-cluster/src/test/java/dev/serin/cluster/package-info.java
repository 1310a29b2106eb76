/** Tests of the local cluster with real processes. */
@NullMarked
package dev.serin.cluster;

import org.jspecify.annotations.NullMarked;
