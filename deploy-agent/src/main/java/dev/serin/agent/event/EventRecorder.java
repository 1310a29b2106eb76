package dev.serin.agent.event;

import dev.serin.agent.queue.Backoff;
import dev.serin.agent.threads.Daemons;
import dev.serin.agent.write.ApiErrors;
import dev.serin.agent.write.WriteClient;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Records Kubernetes events about objects, in order, on a thread of its own.
 *
 * <p>Events are for people: nothing waits for them. While traffic has to move they keep out of its
 * way, for a while. When many rollouts have much to tell, they keep to a {@link Pace}, and what
 * waits is told together ({@link EventBacklog}). While the API server is away, full or busy they
 * wait, in bounds, and are tried again; one that it refuses for what it is, and what is over the
 * bounds, is dropped with a line in the log. An event's name is chosen before the first try, so one
 * that had been recorded although the answer was lost is not recorded twice.
 */
public final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final int CROWD = 100;
  private static final int MOST_WAITING = 12_000;
  private static final int BURST = 100;
  private static final int PER_SECOND = 50;
  private static final Duration GIVES_WAY_AT_MOST = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration LOOKS_AGAIN = Duration.ofMillis(20);

  private final WriteClient writes;
  private final InstantSource clock;
  private final BooleanSupplier trafficWaits;
  private final EventBacklog backlog = new EventBacklog(CROWD, MOST_WAITING);
  private final Pace pace = new Pace(BURST, PER_SECOND, System::nanoTime);
  private final Thread thread = Daemons.thread("events", this::run);
  private volatile boolean closing;

  /** The names of events end in this; it starts where no earlier process can have come. */
  private final AtomicLong serial;

  private EventRecorder(WriteClient writes, InstantSource clock, BooleanSupplier trafficWaits) {
    this.writes = writes;
    this.clock = clock;
    this.trafficWaits = trafficWaits;
    this.serial = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  /**
   * Starts the thread.
   *
   * @param trafficWaits whether there is work more urgent than any event
   */
  public static EventRecorder start(
      WriteClient writes, InstantSource clock, BooleanSupplier trafficWaits) {
    EventRecorder recorder = new EventRecorder(writes, clock, trafficWaits);
    recorder.thread.start();
    return recorder;
  }

  /** Records events about an object, soon. */
  public void record(HasMetadata object, List<RolloutEvent> events) {
    for (RolloutEvent event : events) {
      ObjectMeta metadata = object.getMetadata();
      LOG.infof(
          "%s %s/%s: %s: %s",
          object.getKind(),
          metadata.getNamespace(),
          metadata.getName(),
          event.reason(),
          event.message());
      String name = metadata.getName() + "." + Long.toHexString(serial.incrementAndGet());
      Told told = Told.once(event, clock.instant());
      if (!backlog.add(new EventBacklog.Entry(name, reference(object), told))) {
        LOG.warnf("event %s is not recorded: too many are waiting", event.reason());
      }
    }
  }

  private static ObjectReference reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withResourceVersion(object.getMetadata().getResourceVersion())
        .build();
  }

  private void run() {
    try {
      while (backlog.await()) {
        keepPace();
        giveWay();
        EventBacklog.Entry next = backlog.poll();
        if (next != null) {
          create(next.told().event(next.name(), next.about()));
        }
      }
    } catch (InterruptedException stopped) {
      LOG.debug("the agent stops");
    }
  }

  private void keepPace() throws InterruptedException {
    long wait = pace.next();
    if (wait > 0 && !closing) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  private void giveWay() throws InterruptedException {
    long end = System.nanoTime() + GIVES_WAY_AT_MOST.toNanos();
    while (!closing && trafficWaits.getAsBoolean() && System.nanoTime() - end < 0) {
      TimeUnit.NANOSECONDS.sleep(LOOKS_AGAIN.toNanos());
    }
  }

  private void create(Event event) throws InterruptedException {
    for (int failures = 0; !tried(event, failures); failures++) {
      TimeUnit.NANOSECONDS.sleep(BACKOFF.after(failures + 1).toNanos());
    }
  }

  /** Whether nothing more is to be done about an event. */
  private boolean tried(Event event, int failures) throws InterruptedException {
    try {
      writes.add(event);
      return true;
    } catch (KubernetesClientException problem) {
      if (Thread.interrupted()) {
        throw new InterruptedException(problem.getMessage());
      }
      if (ApiErrors.exists(problem) && failures > 0) {
        return true;
      }
      boolean again = ApiErrors.passing(problem);
      if (!again || failures == 0) {
        LOG.warnf(
            "event %s is not recorded%s: %s",
            event.getReason(), again ? " yet" : "", problem.getMessage());
      }
      return !again;
    } catch (RuntimeException problem) {
      LOG.warnf("event %s is not recorded: %s", event.getReason(), problem.getMessage());
      return true;
    }
  }

  /** Lets what waits be recorded, for a moment, then stops. */
  @Override
  public void close() {
    closing = true;
    backlog.close();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warnf("%d events are not recorded: the agent stops", backlog.size());
      thread.interrupt();
    }
  }
}
