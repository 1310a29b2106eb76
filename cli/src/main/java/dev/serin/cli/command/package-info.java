/** One class for each subcommand: it calls the engine and writes the result. */
@NullMarked
package dev.serin.cli.command;

import org.jspecify.annotations.NullMarked;
