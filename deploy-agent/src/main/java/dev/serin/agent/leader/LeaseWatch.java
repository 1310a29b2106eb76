package dev.serin.agent.leader;

/** Something that tells of changes of the lease until it is closed. */
@FunctionalInterface
interface LeaseWatch extends AutoCloseable {
  @Override
  void close();
}
