/** The Kubernetes API that Serin uses: objects in memory, served over HTTP with watches. */
@NullMarked
package dev.serin.cluster.api;

import org.jspecify.annotations.NullMarked;
