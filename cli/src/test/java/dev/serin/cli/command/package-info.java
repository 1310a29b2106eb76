/** Tests of what commands are made of. */
@NullMarked
package dev.serin.cli.command;

import org.jspecify.annotations.NullMarked;
