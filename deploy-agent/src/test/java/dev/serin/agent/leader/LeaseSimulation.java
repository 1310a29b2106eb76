package dev.serin.agent.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Several agents, one API server, and everything that can go wrong between them, in virtual time.
 *
 * <ol>
 *   <li>Each agent has a clock of its own, with its own zero and up to 3 % too fast or too slow.
 *   <li>Requests and answers take their time, or get lost; what a client has given up may be done
 *       by the API server all the same, much later. Watches lag, and lose what happens while they
 *       are cut off.
 *   <li>Agents are put to sleep, killed and started anew; the API server is away; somebody deletes
 *       the lease, or touches it.
 *   <li>An agent with leave writes all the time; each write has its effect at any moment until its
 *       limit has passed. Two agents' writes must never overlap.
 * </ol>
 */
final class LeaseSimulation {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** What can be broken on purpose, to show that the simulation finds it. */
  enum Mistake {
    NONE,
    LEAVE_COUNTS_FROM_THE_ANSWER,
    CREATING_GIVES_LEAVE,
    NO_LIMIT_FOR_WRITES
  }

  private record Event(long at, long serial, Runnable what) {}

  private final RandomGenerator random;
  private final LeaseTiming timing;
  private final Mistake mistake;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::serial));
  private final List<Agent> agents = new ArrayList<>();
  private long now;
  private long serial;
  private long version;
  private @Nullable LeaseRecord lease;
  private long faultsEnd;
  private long awayUntil;
  private int names;
  private @Nullable String violation;
  private @Nullable Agent writer;
  private long writesUntil;
  private int writes;
  private int terms;

  LeaseSimulation(RandomGenerator random, LeaseTiming timing, Mistake mistake, int agentCount) {
    this.random = random;
    this.timing = timing;
    this.mistake = mistake;
    for (int index = 0; index < agentCount; index++) {
      agents.add(new Agent());
    }
  }

  /** Two writes that overlapped; null when there were none. */
  @Nullable String violation() {
    return violation;
  }

  int writes() {
    return writes;
  }

  int terms() {
    return terms;
  }

  /** The agents that may write now. */
  List<String> leaders() {
    return agents.stream().filter(Agent::leads).map(agent -> agent.decision.self()).toList();
  }

  /** Runs with faults for a time. */
  LeaseSimulation withFaults(Duration time) {
    faultsEnd = now + time.toNanos();
    nextFault();
    return calm(time);
  }

  /** Runs for a time. */
  LeaseSimulation calm(Duration time) {
    long end = now + time.toNanos();
    for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
      Event event = events.remove();
      now = event.at();
      event.what().run();
    }
    now = end;
    return this;
  }

  /** Kills whoever leads and says how long it takes until another agent leads. */
  Duration takeover() {
    Agent leader = agents.stream().filter(Agent::leads).findFirst().orElseThrow();
    leader.kill(Long.MAX_VALUE - now);
    long killed = now;
    while (leaders().isEmpty()) {
      calm(Duration.ofMillis(10));
    }
    return Duration.ofNanos(now - killed);
  }

  private void after(long delay, Runnable what) {
    events.add(new Event(now + Math.max(0, delay), serial++, what));
  }

  private boolean faulty() {
    return now < faultsEnd;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  /** How long a message is on its way; negative: it is lost. */
  private long journey() {
    if (!faulty()) {
      return between(MILLI, 20 * MILLI);
    }
    if (now < awayUntil || chance(0.03)) {
      return chance(0.5) ? -1 : between(SECOND, 8 * SECOND);
    }
    return chance(0.05) ? between(100 * MILLI, 3 * SECOND) : between(MILLI, 30 * MILLI);
  }

  private void nextFault() {
    after(
        between(200 * MILLI, 4 * SECOND),
        () -> {
          if (faulty()) {
            fault();
            nextFault();
          }
        });
  }

  private void fault() {
    Agent agent = agents.get(random.nextInt(agents.size()));
    switch (random.nextInt(7)) {
      case 0, 1 -> agent.sleepsUntil = now + between(100 * MILLI, 12 * SECOND);
      case 2 -> agent.kill(between(100 * MILLI, 5 * SECOND));
      case 3 -> awayUntil = now + between(500 * MILLI, 10 * SECOND);
      case 4 -> store(null);
      case 5 -> {
        if (lease != null) {
          store(version(lease.holder(), lease.transitions()));
        }
      }
      default -> agent.releases();
    }
  }

  private LeaseRecord version(String holder, int transitions) {
    return new LeaseRecord(holder, timing.duration(), transitions, Long.toString(++version));
  }

  private void store(@Nullable LeaseRecord record) {
    lease = record;
    agents.forEach(agent -> agent.watched(record));
  }

  private final class Agent {
    private final double speed = 0.97 + 0.06 * random.nextDouble();
    private final long zero = random.nextLong() / 4;
    private LeaseDecision decision = LeaseDecision.start("agent-" + names++, timing, clock());
    private long sleepsUntil;
    private long watchOrder;
    private int life;
    private boolean alive = true;
    private boolean asks;
    private boolean releasing;
    private boolean led;
    private int questions;

    Agent() {
      wake(0);
      work();
    }

    long clock() {
      return zero + (long) (now * speed);
    }

    boolean leads() {
      return alive && decision.leads(clock());
    }

    /** Runs something in this life of the agent, not before it is awake. */
    private void later(long delay, Runnable what) {
      int born = life;
      after(
          delay,
          () -> {
            if (born == life && alive) {
              if (now < sleepsUntil) {
                later(sleepsUntil - now, what);
              } else {
                what.run();
              }
            }
          });
    }

    void kill(long forHowLong) {
      alive = false;
      after(
          forHowLong,
          () -> {
            life++;
            alive = true;
            asks = false;
            releasing = false;
            sleepsUntil = 0;
            decision = LeaseDecision.start("agent-" + names++, timing, clock());
            wake(0);
            work();
          });
    }

    private void wake(long delay) {
      later(delay, this::step);
    }

    /** Two wakes at a time do no harm: an agent that asks already does not ask again. */
    private void step() {
      if (asks || releasing) {
        return;
      }
      LeaseAct act = decision.act(clock());
      if (act instanceof LeaseAct.Rest rest) {
        wake((long) (rest.nanos() / speed) + 1);
      } else {
        asks = true;
        ask(act);
      }
    }

    private void ask(LeaseAct act) {
      long sentAt = clock();
      long limit = limit(act);
      int question = (int) serial;
      questions = question;
      later((long) (limit / speed), () -> answered(question, () -> decision.failed(clock())));
      long there = journey();
      if (there < 0) {
        return;
      }
      after(
          there,
          () -> {
            Answer answer = serve(act, sentAt);
            long back = journey();
            if (back >= 0) {
              later(back, () -> answered(question, answer::taken));
            }
          });
    }

    private static long limit(LeaseAct act) {
      return act instanceof LeaseAct.Hold hold
          ? hold.limit()
          : act instanceof LeaseAct.Create create ? create.limit() : ((LeaseAct.Look) act).limit();
    }

    private void answered(int question, Supplier<LeaseDecision> change) {
      if (asks && question == questions) {
        asks = false;
        decision = change.get();
        step();
      }
    }

    private interface Answer {
      LeaseDecision taken();
    }

    /** At the API server, at that moment. */
    private Answer serve(LeaseAct act, long sentAt) {
      if (act instanceof LeaseAct.Look) {
        LeaseRecord seen = lease;
        return () -> decision.saw(seen, clock());
      }
      if (act instanceof LeaseAct.Create) {
        return create(sentAt);
      }
      LeaseAct.Hold hold = (LeaseAct.Hold) act;
      if (lease == null || !hold.over().version().equals(lease.version())) {
        return () -> decision.refused(clock());
      }
      LeaseRecord written = version(decision.self(), hold.transitions());
      store(written);
      return () ->
          decision.held(
              written, mistake == Mistake.LEAVE_COUNTS_FROM_THE_ANSWER ? clock() : sentAt, clock());
    }

    private Answer create(long sentAt) {
      if (lease != null) {
        return () -> decision.refused(clock());
      }
      boolean wrong = mistake == Mistake.CREATING_GIVES_LEAVE;
      LeaseRecord created = version(wrong ? decision.self() : LeaseRecord.NOBODY, 0);
      store(created);
      return () -> wrong ? decision.held(created, sentAt, clock()) : decision.saw(created, clock());
    }

    /** Watches lag, and now and then miss what happens; they do not change the order. */
    void watched(@Nullable LeaseRecord record) {
      long delay = journey();
      if (delay < 0 || record == null) {
        return;
      }
      watchOrder = Math.max(watchOrder, now + delay);
      later(watchOrder - now, () -> heard(record));
    }

    private void heard(LeaseRecord record) {
      decision = decision.saw(record, clock());
      step();
    }

    /** Stops with grace: ends its writes, then gives the lease back; then starts anew. */
    void releases() {
      if (!leads() || asks || now < sleepsUntil) {
        return;
      }
      releasing = true;
      LeaseRecord held = decision.record();
      // No write of its own has an effect any more from then on.
      long idle = writer == this ? Math.max(0, writesUntil - now) : 0;
      later(
          idle,
          () -> {
            if (lease != null && held != null && lease.version().equals(held.version())) {
              store(version("", held.transitions()));
            }
            kill(between(100 * MILLI, 3 * SECOND));
          });
    }

    private void work() {
      later(
          between(5 * MILLI, 120 * MILLI),
          () -> {
            if (leads() && !releasing) {
              if (!led) {
                terms++;
              }
              write();
            }
            led = leads();
            work();
          });
    }

    private void write() {
      Long since = decision.heldSince();
      long left = timing.writesEnd() - (clock() - (since == null ? 0 : since));
      long limit = mistake == Mistake.NO_LIMIT_FOR_WRITES ? 5 * SECOND : left;
      long ends = now + (long) (random.nextDouble() * limit / speed);
      writes++;
      if (writer != null && writer != this && writesUntil > now && violation == null) {
        violation =
            "%s writes at %.3f s, but a write of %s has until %.3f s"
                .formatted(
                    decision.self(),
                    now / (double) SECOND,
                    writer.decision.self(),
                    writesUntil / (double) SECOND);
      }
      writesUntil = writer == this ? Math.max(writesUntil, ends) : ends;
      writer = this;
    }
  }
}
