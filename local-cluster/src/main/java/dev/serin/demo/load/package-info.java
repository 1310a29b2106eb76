/** The customers of the demo: a steady, open-loop load at the gateway. */
@NullMarked
package dev.serin.demo.load;

import org.jspecify.annotations.NullMarked;
