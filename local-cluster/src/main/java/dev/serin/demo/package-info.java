/**
 * {@code serin demo}: the story of a few pushes, told by a real delivery into the local cluster.
 */
@NullMarked
package dev.serin.demo;

import org.jspecify.annotations.NullMarked;
