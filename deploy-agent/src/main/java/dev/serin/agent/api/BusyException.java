package dev.serin.agent.api;

import dev.serin.agent.queue.RetryLater;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The API server has too much to do, and says when to come again. */
public final class BusyException extends KubernetesClientException implements RetryLater {

  private static final long serialVersionUID = 1L;

  /** HTTP's code for it. */
  public static final int TOO_MANY_REQUESTS = 429;

  private static final Duration USUAL = Duration.ofSeconds(1);

  private final Duration atLeast;

  /**
   * A refusal.
   *
   * @param retryAfter the header of that name, in seconds; what is no number counts as the usual
   */
  BusyException(String message, @Nullable Status status, @Nullable String retryAfter) {
    super(message, TOO_MANY_REQUESTS, status);
    this.atLeast = seconds(retryAfter);
  }

  private static Duration seconds(@Nullable String text) {
    try {
      Duration asked =
          text == null ? USUAL : Duration.ofSeconds(Math.max(0, Integer.parseInt(text.strip())));
      return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    } catch (NumberFormatException noNumber) {
      return USUAL;
    }
  }

  @Override
  public Duration atLeast() {
    return atLeast;
  }
}
