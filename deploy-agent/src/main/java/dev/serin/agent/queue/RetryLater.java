package dev.serin.agent.queue;

import java.time.Duration;

/** A failure that knows how long not to try again at least. */
public interface RetryLater {

  /** The longest time that is heeded, whatever somebody asks for. */
  Duration LONGEST = Duration.ofSeconds(10);

  /** How long not to try again at least; not longer than {@link #LONGEST}. */
  Duration atLeast();
}
