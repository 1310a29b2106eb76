/** Tests of the command line, as its users see it. */
@NullMarked
package dev.serin.cli;

import org.jspecify.annotations.NullMarked;
