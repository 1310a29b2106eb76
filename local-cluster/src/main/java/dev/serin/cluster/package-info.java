/**
 * A cluster in one JVM: a place to try Serin, not a place to run services. It has a Kubernetes API,
 * pods that are plain processes on this machine, and a weighted HTTP gateway.
 */
@NullMarked
package dev.serin.cluster;

import org.jspecify.annotations.NullMarked;
