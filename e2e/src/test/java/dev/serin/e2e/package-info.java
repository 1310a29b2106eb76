/**
 * Tests over all modules: the architecture, and the whole way from a commit to a canary and back.
 */
@NullMarked
package dev.serin.e2e;

import org.jspecify.annotations.NullMarked;
