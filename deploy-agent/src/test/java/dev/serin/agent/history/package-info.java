/** Tests of the history, on real files of SQLite. */
@NullMarked
package dev.serin.agent.history;

import org.jspecify.annotations.NullMarked;
