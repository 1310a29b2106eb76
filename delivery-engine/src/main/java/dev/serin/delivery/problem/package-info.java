/** What is wrong with the input, where, and what to do about it: all problems at once. */
@NullMarked
package dev.serin.delivery.problem;

import org.jspecify.annotations.NullMarked;
