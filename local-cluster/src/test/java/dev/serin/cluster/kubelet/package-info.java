/** Tests of how pods are run. */
@NullMarked
package dev.serin.cluster.kubelet;

import org.jspecify.annotations.NullMarked;
