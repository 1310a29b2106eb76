/** Where results, progress and errors are written, and in which form. */
@NullMarked
package dev.serin.cli.output;

import org.jspecify.annotations.NullMarked;
