/** The stories on the cluster that lives in the demo's own process. */
@NullMarked
package dev.serin.demo.place.local;

import org.jspecify.annotations.NullMarked;
