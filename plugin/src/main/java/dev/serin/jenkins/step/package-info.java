/** The pipeline steps. */
@NullMarked
package dev.serin.jenkins.step;

import org.jspecify.annotations.NullMarked;
