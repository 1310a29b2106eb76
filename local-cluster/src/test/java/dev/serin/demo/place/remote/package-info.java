/** Tests of the stories on a real cluster, as far as they need none. */
@NullMarked
package dev.serin.demo.place.remote;

import org.jspecify.annotations.NullMarked;
