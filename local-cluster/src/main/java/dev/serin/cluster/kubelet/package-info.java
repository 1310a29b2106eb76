/** Runs pods as plain processes of this machine, each on a loopback address of its own. */
@NullMarked
package dev.serin.cluster.kubelet;

import org.jspecify.annotations.NullMarked;
