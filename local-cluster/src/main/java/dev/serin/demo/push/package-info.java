/**
 * The git side of the demo: a shared repository, a working copy, and pushes from one to the other.
 */
@NullMarked
package dev.serin.demo.push;

import org.jspecify.annotations.NullMarked;
