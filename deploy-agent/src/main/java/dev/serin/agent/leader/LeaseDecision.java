package dev.serin.agent.leader;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one agent knows of the lease, what follows from it, and what to do next. Pure: every time is
 * handed in, in nanoseconds of the agent's own monotonic clock.
 *
 * <p>Why no two agents write at the same time, with D the lease's duration, W the least time that a
 * write must have, M the margin (4 s, 1 s and 0.5 s unless set otherwise):
 *
 * <ol>
 *   <li>Leave to write comes only from an own write of the lease that the API server has taken, and
 *       counts from s, the moment <em>before</em> that write was sent. Each renewal moves s on.
 *   <li>A write is begun before s + D - M - W only, and has until s + D - M: then the client gives
 *       it up, and the API server, which is told how long it has, does so too. {@link Term} holds
 *       both, at every write anew, by the clock: a process that was asleep finds its leave gone.
 *   <li>Whoever waits for the lease counts from o, the moment <em>after</em> it has got the answer,
 *       or the watch's event, that showed it this version of the lease. A version is written
 *       between s and o, so s is before o. It takes the lease at o + D at the earliest, D being the
 *       longer one of its own and of that which the record promises.
 *   <li>Every write of the lease names the version that it replaces, so of those who want it one
 *       gets it, and nobody gets it whose knowledge is not the latest.
 *   <li>So the old holder's last write ends at s + D - M, and the new one's first begins at o + D
 *       or later, which is M after it. M is there for clocks that do not run at the same speed.
 *   <li>No time that another machine has written is read; clocks may differ by years.
 * </ol>
 *
 * <p>The special cases:
 *
 * <ol>
 *   <li>Released (no holder): may be taken at once. The holder releases it only when no write of
 *       its own can have an effect any more.
 *   <li>Absent: is created at once, with a holder that nobody is ({@link LeaseRecord#NOBODY}), and
 *       gives no leave. Who has leave may then take it; all others wait for D as for any holder, so
 *       the very first agent does once. For creating names no version: somebody may delete the
 *       lease while it is held, and a request to create it, sent long ago, may arrive just then.
 *   <li>The answer to an own write got lost: that write gives no leave. If it was taken all the
 *       same, the record shows the own name, and can be written again at once: nobody else can have
 *       held the lease meanwhile.
 *   <li>The record shows another holder: leave ends at once, whatever time is left.
 *   <li>News that is older than what is known (a watch lags behind an answer) is left out.
 * </ol>
 *
 * <p>The load: the holder writes the lease once per renewal period, and never reads it unless a
 * write is refused; the others watch it, and read it when they have not heard of it for two
 * periods.
 *
 * @param self the agent's name; no other process has ever had it
 * @param timing the times
 * @param record what the lease said last; null when it is absent, or not known
 * @param known whether anything is known of the lease
 * @param seenAt when this record, or its absence, was seen first
 * @param heardAt when anything was heard of the lease last
 * @param askAt the API server is not asked for anything before this
 * @param mustLook whether what is known is known to be out of date
 * @param heldSince s: when the last own write that was taken was sent; null without leave
 */
public record LeaseDecision(
    String self,
    LeaseTiming timing,
    @Nullable LeaseRecord record,
    boolean known,
    long seenAt,
    long heardAt,
    long askAt,
    boolean mustLook,
    @Nullable Long heldSince) {

  /** After a request that failed or was refused, the next one waits for this part of a period. */
  private static final int PAUSES_PER_PERIOD = 4;

  /** Who hears nothing of the lease for so many periods reads it. */
  private static final int SILENT_PERIODS = 2;

  /** An agent that knows nothing yet. */
  public static LeaseDecision start(String self, LeaseTiming timing, long now) {
    return new LeaseDecision(self, timing, null, false, now, now, now, true, null);
  }

  /**
   * The lease was read, or a watch has told of it.
   *
   * @param seen what it says; null when there is none
   * @param at a moment after the answer had come
   */
  public LeaseDecision saw(@Nullable LeaseRecord seen, long at) {
    if (seen != null && record != null && seen.olderThan(record)) {
      return this;
    }
    boolean same = known && Objects.equals(seen, record);
    boolean another = seen != null && seen.heldByAnotherThan(self);
    return new LeaseDecision(
        self, timing, seen, true, same ? seenAt : at, at, askAt, false, another ? null : heldSince);
  }

  /**
   * An own write that made oneself the holder was taken.
   *
   * @param written what it says now
   * @param sentAt a moment before the write was sent
   * @param at a moment after the answer had come
   */
  public LeaseDecision held(LeaseRecord written, long sentAt, long at) {
    boolean late = record != null && written.olderThan(record);
    if (late && record != null && record.heldByAnotherThan(self)) {
      return this;
    }
    LeaseRecord latest = late ? record : written;
    long next = sentAt + timing.renewal().toNanos();
    return new LeaseDecision(self, timing, latest, true, at, at, next, false, sentAt);
  }

  /**
   * An own write was refused: the lease is not what it was thought to be.
   *
   * @param at a moment after the answer had come
   */
  public LeaseDecision refused(long at) {
    return new LeaseDecision(
        self, timing, record, known, seenAt, heardAt, afterPause(at), true, heldSince);
  }

  /**
   * A request failed, or its answer did not come in time: whatever was asked for may have happened,
   * or not, or may happen yet.
   *
   * @param at a moment after that
   */
  public LeaseDecision failed(long at) {
    return new LeaseDecision(
        self, timing, record, known, seenAt, heardAt, afterPause(at), mustLook, heldSince);
  }

  private long afterPause(long at) {
    return at + timing.renewal().toNanos() / PAUSES_PER_PERIOD;
  }

  /** Whether a write may begin now. */
  public boolean leads(long now) {
    return leaveLeft(now) > 0;
  }

  /** What to do next. */
  public LeaseAct act(long now) {
    LeaseAct wanted = wanted(now);
    long pause = askAt - now;
    if (wanted instanceof LeaseAct.Rest || pause <= 0) {
      return wanted;
    }
    // Somebody has to notice it when leave ends.
    long left = leaveLeft(now);
    return new LeaseAct.Rest(left > 0 ? Math.min(pause, left) : pause);
  }

  private LeaseAct wanted(long now) {
    long period = timing.renewal().toNanos();
    long left = leaveLeft(now);
    long limit = left > 0 ? Math.min(period, left) : period;
    if (mustLook) {
      return new LeaseAct.Look(limit);
    }
    LeaseRecord latest = record;
    if (latest == null) {
      return new LeaseAct.Create(limit);
    }
    long untilFree = left > 0 ? 0 : untilFree(latest, now);
    if (untilFree <= 0) {
      int transitions = latest.transitions() + (latest.holder().equals(self) ? 0 : 1);
      return new LeaseAct.Hold(latest, transitions, limit);
    }
    long untilLook = SILENT_PERIODS * period - (now - heardAt);
    return untilLook <= 0
        ? new LeaseAct.Look(limit)
        : new LeaseAct.Rest(Math.min(untilLook, untilFree));
  }

  /** For how long writes may still begin, in nanoseconds; not positive without leave. */
  private long leaveLeft(long now) {
    return heldSince == null ? 0 : timing.writesBegin() - (now - heldSince);
  }

  /** How long the lease must not be taken yet, in nanoseconds. */
  private long untilFree(LeaseRecord latest, long now) {
    if (latest.holder().isEmpty() || latest.holder().equals(self)) {
      return 0;
    }
    Duration wait =
        latest.duration().compareTo(timing.duration()) > 0 ? latest.duration() : timing.duration();
    return wait.toNanos() - (now - seenAt);
  }
}
