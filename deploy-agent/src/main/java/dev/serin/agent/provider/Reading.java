package dev.serin.agent.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has measured.
 *
 * @param result for the conditions, as {@link dev.serin.rollout.expression.Scope} allows it
 * @param text the same for people
 * @param metadata notes on this measurement
 */
record Reading(@Nullable Object result, String text, Map<String, String> metadata) {
  Reading(@Nullable Object result, String text) {
    this(result, text, Map.of());
  }
}
