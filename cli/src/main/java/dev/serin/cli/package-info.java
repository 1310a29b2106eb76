/** The {@code serin} command: parses the command line and turns errors into messages and codes. */
@NullMarked
package dev.serin.cli;

import org.jspecify.annotations.NullMarked;
