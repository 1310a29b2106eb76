package dev.serin.agent.cluster;

import java.util.List;

/** What is told of changes until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it; a change that is being told of is told to the end. */
  @Override
  void close();

  /** Several as one. */
  static Subscription all(List<Subscription> parts) {
    List<Subscription> copy = List.copyOf(parts);
    return () -> copy.forEach(Subscription::close);
  }
}
