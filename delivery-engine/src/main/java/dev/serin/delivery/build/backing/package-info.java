/** Databases and queues that run beside the tests of a service. */
@NullMarked
package dev.serin.delivery.build.backing;

import org.jspecify.annotations.NullMarked;
