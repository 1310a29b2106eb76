/** Runs the library as Jenkins does: CPS-transformed, and saved at each step. */
@NullMarked
package dev.serin.pipeline;

import org.jspecify.annotations.NullMarked;
