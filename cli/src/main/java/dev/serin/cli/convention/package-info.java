/** What all commands have in common, and what they are told of the process around them. */
@NullMarked
package dev.serin.cli.convention;

import org.jspecify.annotations.NullMarked;
