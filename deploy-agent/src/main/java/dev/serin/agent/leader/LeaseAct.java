package dev.serin.agent.leader;

/** What to do about the lease next. */
public sealed interface LeaseAct {

  /**
   * Read it.
   *
   * @param limit how long that may take, in nanoseconds
   */
  record Look(long limit) implements LeaseAct {}

  /**
   * Create it, with {@link LeaseRecord#NOBODY} as its holder.
   *
   * @param limit how long that may take, in nanoseconds
   */
  record Create(long limit) implements LeaseAct {}

  /**
   * Make oneself its holder, for the first time or again.
   *
   * @param over the version that is to be replaced, no other
   * @param transitions how often it has changed hands then
   * @param limit how long that may take, in nanoseconds
   */
  record Hold(LeaseRecord over, int transitions, long limit) implements LeaseAct {}

  /**
   * Do nothing, unless something is heard of the lease.
   *
   * @param nanos for how long; positive
   */
  record Rest(long nanos) implements LeaseAct {}
}
