/** Reading and writing the weights of routes, one class for each kind of router. */
@NullMarked
package dev.serin.rollout.traffic;

import org.jspecify.annotations.NullMarked;
