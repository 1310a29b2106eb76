/** The HTTP gateway of the local cluster: it sends requests to pods as HTTPRoutes say. */
@NullMarked
package dev.serin.cluster.gateway;

import org.jspecify.annotations.NullMarked;
