package dev.serin.agent.history;

import dev.serin.agent.cluster.ClusterView;
import dev.serin.agent.cluster.Subscription;

/** Follows what happens in a cluster. */
public interface Follower {

  /** Nobody. */
  Follower NOBODY =
      new Follower() {
        @Override
        public Subscription follow(ClusterView view) {
          return () -> {};
        }

        @Override
        public Subscription write() {
          return () -> {};
        }
      };

  /** Begins to follow; the agent has seen everything. */
  Subscription follow(ClusterView view);

  /** Begins to write down what happens: this agent is the one that acts. */
  Subscription write();
}
