/** Measures the pods of two versions and lets the engine judge, once per interval and run. */
@NullMarked
package dev.serin.agent.analysis;

import org.jspecify.annotations.NullMarked;
