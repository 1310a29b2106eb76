/** What is to be measured for an analysis, and what was. */
@NullMarked
package dev.serin.rollout.measure;

import org.jspecify.annotations.NullMarked;
