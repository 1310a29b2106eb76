package dev.serin.agent.leader;

import dev.serin.agent.write.NoPermitException;
import dev.serin.agent.write.WritePermit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Leave to write, from when the lease was taken until it is lost; {@link LeaseDecision} says why
 * nobody else writes meanwhile. A term that has ended never begins again: what was decided in it
 * cannot be written in a later one.
 */
public final class Term implements WritePermit {

  private final LeaseTiming timing;
  private final LongSupplier nanoTime;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile long heldSince;
  private volatile boolean over;

  Term(LeaseTiming timing, LongSupplier nanoTime, long heldSince) {
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.heldSince = heldSince;
  }

  void renewed(long since) {
    heldSince = since;
  }

  void end() {
    over = true;
  }

  /** Whether no write is under way. */
  boolean idle() {
    return underWay.get() == 0;
  }

  @Override
  public Writing begin(String what) {
    int unused = underWay.incrementAndGet();
    long now = nanoTime.getAsLong();
    long since = now - heldSince;
    if (over || since >= timing.writesBegin()) {
      unused = underWay.decrementAndGet();
      throw new NoPermitException(what + ": not begun; this agent is no longer the leader");
    }
    return new TermWriting(what, now, Duration.ofNanos(timing.writesEnd() - since));
  }

  private final class TermWriting implements Writing {
    private final String what;
    private final long begun;
    private final Duration limit;

    TermWriting(String what, long begun, Duration limit) {
      this.what = what;
      this.begun = begun;
      this.limit = limit;
    }

    /** Half of the limit is for what comes after this. */
    @Override
    public void sending() {
      if (over || nanoTime.getAsLong() - begun > limit.toNanos() / 2) {
        throw new NoPermitException(what + ": not sent; it is too late for it");
      }
    }

    @Override
    public Duration limit() {
      return limit;
    }

    @Override
    public void ended() {
      int unused = underWay.decrementAndGet();
    }
  }
}
