package dev.serin.agent.write;

import java.time.Duration;

/**
 * Leave to write to the cluster. Every write of the agent asks for it, immediately before it is
 * sent, so that an agent that has stopped being the leader, or that has been asleep, writes
 * nothing.
 */
public interface WritePermit {

  /** One write that is under way. */
  interface Writing {

    /** How long it may take from now on; after that it must have no effect any more. */
    Duration limit();

    /**
     * Checks that it may still be sent; called at the last moment, when there is a connection.
     *
     * @throws NoPermitException if not
     */
    void sending();

    /** Says that it can have no effect any more. */
    void ended();
  }

  /**
   * Begins a write; {@link Writing#ended} must follow.
   *
   * @param what what is to be written, for messages
   * @throws NoPermitException if there is no leave, or not for long enough
   */
  Writing begin(String what);

  /** Leave for an agent that is alone. */
  static WritePermit always(Duration limit) {
    Writing writing =
        new Writing() {
          @Override
          public Duration limit() {
            return limit;
          }

          @Override
          public void sending() {
            // Nobody else writes.
          }

          @Override
          public void ended() {
            // Nobody counts the writes of an agent that is alone.
          }
        };
    return what -> writing;
  }
}
