@NullMarked
package dev.serin.rollout.experiment;

import org.jspecify.annotations.NullMarked;
