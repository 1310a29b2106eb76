/** Tests of the Kubernetes API of the local cluster. */
@NullMarked
package dev.serin.cluster.api;

import org.jspecify.annotations.NullMarked;
