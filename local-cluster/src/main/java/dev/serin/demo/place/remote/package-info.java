/** The stories on a real cluster, in a namespace of their own. */
@NullMarked
package dev.serin.demo.place.remote;

import org.jspecify.annotations.NullMarked;
