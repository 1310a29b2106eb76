/** Tests of the gateway's rules. */
@NullMarked
package dev.serin.cluster.gateway;

import org.jspecify.annotations.NullMarked;
