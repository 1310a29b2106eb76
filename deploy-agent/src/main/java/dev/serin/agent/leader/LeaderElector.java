package dev.serin.agent.leader;

import dev.serin.agent.threads.Daemons;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link LeaseDecision} says, on a thread of its own, and tells when a term begins and
 * when it ends.
 *
 * <p>An API server that cannot be reached ends the term, and nothing else: the agent goes on as a
 * standby and tries again, for ever.
 */
public final class LeaderElector implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LeaderElector.class);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int RELEASE_ATTEMPTS = 2;

  /** Is told of terms, one after the other; must return at once. */
  public interface Listener {
    /** This agent is the leader. */
    void begun(Term term);

    /** It is not any more: no write can begin in that term. */
    void ended(Term term);
  }

  /**
   * How things are.
   *
   * @param leads whether this agent is the leader
   * @param self its name
   * @param holder the name of the leader as far as known; empty when there is none
   * @param problem why the lease could not be read or written; null when it could
   */
  public record Standing(boolean leads, String self, String holder, @Nullable String problem) {}

  private final LeaseStore store;
  private final LeaseTiming timing;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final Thread thread = Daemons.thread("lease", this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private LeaseDecision decision;
  private boolean closed;
  private @Nullable String problem;
  private @Nullable Term term;
  private @Nullable Term last;
  private LeaseWatch watch = () -> {};

  /**
   * An elector that does nothing until {@link #start}.
   *
   * @param self the agent's name; no other process may ever have had it
   * @param nanoTime a monotonic clock in nanoseconds
   */
  LeaderElector(
      LeaseStore store, String self, LeaseTiming timing, LongSupplier nanoTime, Listener listener) {
    this.store = store;
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.decision = LeaseDecision.start(self, timing, nanoTime.getAsLong());
  }

  /** Starts an elector for a lease in the cluster. */
  public static LeaderElector start(
      ClusterLease lease, String self, LeaseTiming timing, Listener listener) {
    LeaderElector elector = new LeaderElector(lease, self, timing, System::nanoTime, listener);
    elector.start(lease.watch(elector::heard));
    return elector;
  }

  /**
   * Starts the thread.
   *
   * @param source tells {@link #heard} of changes; closed with the elector
   */
  void start(LeaseWatch source) {
    LOG.infof("this agent is %s; it waits for the lease", decision.self());
    watch = source;
    thread.start();
  }

  /** How things are now. */
  public Standing standing() {
    lock.lock();
    try {
      LeaseRecord record = decision.record();
      return new Standing(
          decision.leads(nanoTime.getAsLong()),
          decision.self(),
          record == null ? "" : record.holder(),
          problem);
    } finally {
      lock.unlock();
    }
  }

  /** A watch has told of the lease. */
  void heard(@Nullable LeaseRecord record) {
    lock.lock();
    try {
      decision = decision.saw(record, nanoTime.getAsLong());
      tellOfTerms();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      LeaseAct act = next();
      while (act != null) {
        ask(act);
        act = next();
      }
      release();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rests until there is something to ask; null when the elector is closed. */
  private @Nullable LeaseAct next() throws InterruptedException {
    lock.lock();
    try {
      tellOfTerms();
      LeaseAct act = decision.act(nanoTime.getAsLong());
      while (!closed && act instanceof LeaseAct.Rest rest) {
        long unused = changed.awaitNanos(rest.nanos());
        tellOfTerms();
        act = decision.act(nanoTime.getAsLong());
      }
      return closed ? null : act;
    } finally {
      lock.unlock();
    }
  }

  /** Asks the API server, without the lock: heard and standing must not wait for it. */
  private void ask(LeaseAct act) {
    long sentAt = nanoTime.getAsLong();
    try {
      if (act instanceof LeaseAct.Hold hold) {
        LeaseRecord written =
            store.write(
                hold.over(),
                decision.self(),
                hold.transitions(),
                timing.duration(),
                Duration.ofNanos(hold.limit()));
        answered(null, now -> decision.held(written, sentAt, now));
      } else if (act instanceof LeaseAct.Create create) {
        LeaseRecord created =
            store.write(
                null, LeaseRecord.NOBODY, 0, timing.duration(), Duration.ofNanos(create.limit()));
        answered(null, now -> decision.saw(created, now));
      } else if (act instanceof LeaseAct.Look look) {
        LeaseRecord seen = store.read(Duration.ofNanos(look.limit()));
        answered(null, now -> decision.saw(seen, now));
      }
    } catch (LeaseStore.RefusedException another) {
      answered(null, decision::refused);
    } catch (RuntimeException failed) {
      answered(String.valueOf(failed.getMessage()), decision::failed);
    }
  }

  private interface Change {
    LeaseDecision at(long now);
  }

  private void answered(@Nullable String trouble, Change change) {
    lock.lock();
    try {
      decision = change.at(nanoTime.getAsLong());
      if (trouble != null && problem == null) {
        LOG.warnf("%s; it will be tried again", trouble);
      }
      problem = trouble;
      tellOfTerms();
    } finally {
      lock.unlock();
    }
  }

  private void tellOfTerms() {
    boolean leads = !closed && decision.leads(nanoTime.getAsLong());
    Long since = decision.heldSince();
    Term current = term;
    if (current != null && !leads) {
      current.end();
      term = null;
      last = current;
      LOG.infof("%s is no longer the leader", decision.self());
      listener.ended(current);
    } else if (current == null && leads && since != null) {
      Term begun = new Term(timing, nanoTime, since);
      term = begun;
      LOG.infof("%s is the leader", decision.self());
      listener.begun(begun);
    } else if (current != null && since != null) {
      current.renewed(since);
    }
  }

  /**
   * Gives the lease back, so that another agent need not wait; unless a write may still have an
   * effect, for then it has to wait.
   */
  private void release() {
    Term ended = last;
    for (int attempt = 0; attempt < RELEASE_ATTEMPTS; attempt++) {
      LeaseRecord record = decision.record();
      if (ended == null
          || !ended.idle()
          || record == null
          || !record.holder().equals(decision.self())) {
        return;
      }
      Duration limit = timing.renewal();
      try {
        LeaseRecord unused =
            store.write(record, "", record.transitions(), Duration.ofSeconds(1), limit);
        LOG.info("the lease is released");
        return;
      } catch (LeaseStore.RefusedException changed) {
        LeaseRecord seen = store.read(limit);
        answered(null, now -> decision.saw(seen, now));
      } catch (RuntimeException failed) {
        LOG.warnf("the lease is not released: %s", failed.getMessage());
        return;
      }
    }
  }

  /** Ends the term, releases the lease, and stops; returns when that is done, or has failed. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    watch.close();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
