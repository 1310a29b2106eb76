@NullMarked
package dev.serin.rollout.canary;

import org.jspecify.annotations.NullMarked;
