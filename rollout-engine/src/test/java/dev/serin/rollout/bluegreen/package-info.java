@NullMarked
package dev.serin.rollout.bluegreen;

import org.jspecify.annotations.NullMarked;
