package dev.serin.agent.write;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.queue.Backoff;
import dev.serin.argo.WireTime;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Records Kubernetes events about objects, on threads of its own; those of one object in order.
 *
 * <p>Events are for people: nothing waits for them. While traffic has to move they keep out of its
 * way, for a while. While the API server is away, full or busy they wait, in bounds, and are tried
 * again; one that it refuses for what it is, and what is over the bounds, is dropped with a line in
 * the log. An event's name is chosen before the first try, so one that had been recorded although
 * the answer was lost is not recorded twice.
 */
public final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String COMPONENT = "serin-deploy-agent";
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final int THREADS = 3;
  private static final int MAX_WAITING_PER_THREAD = 4_000;
  private static final int MAX_MESSAGE = 1_024;
  private static final Duration GIVES_WAY_AT_MOST = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration LOOKS_AGAIN = Duration.ofMillis(20);

  private final WriteClient writes;
  private final InstantSource clock;
  private final BooleanSupplier trafficWaits;
  private final List<ThreadPoolExecutor> threads;

  /** The names of events end in this; it starts where no earlier process can have come. */
  private final AtomicLong serial;

  /**
   * Starts the threads.
   *
   * @param trafficWaits whether there is work more urgent than any event
   */
  public EventRecorder(WriteClient writes, InstantSource clock, BooleanSupplier trafficWaits) {
    this.writes = writes;
    this.clock = clock;
    this.trafficWaits = trafficWaits;
    this.serial = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    this.threads = Stream.generate(EventRecorder::thread).limit(THREADS).toList();
  }

  private static ThreadPoolExecutor thread() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MAX_WAITING_PER_THREAD),
        task -> {
          Thread events = new Thread(task, "events");
          events.setDaemon(true);
          return events;
        });
  }

  /** Records events about an object, soon. */
  public void record(HasMetadata object, List<RolloutEvent> events) {
    int shard = Math.floorMod(ObjectKey.of(object).hashCode(), THREADS);
    Instant now = clock.instant();
    for (RolloutEvent event : events) {
      LOG.infof(
          "%s %s/%s: %s: %s",
          object.getKind(),
          object.getMetadata().getNamespace(),
          object.getMetadata().getName(),
          event.reason(),
          event.message());
      String name =
          object.getMetadata().getName() + "." + Long.toHexString(serial.incrementAndGet());
      try {
        threads.get(shard).execute(() -> create(wire(name, object, event, now)));
      } catch (RejectedExecutionException full) {
        LOG.warnf("event %s is not recorded: too many are waiting", event.reason());
      }
    }
  }

  private void giveWay() {
    long end = System.nanoTime() + GIVES_WAY_AT_MOST.toNanos();
    while (trafficWaits.getAsBoolean()
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOKS_AGAIN.toNanos());
    }
  }

  private void create(Event event) {
    giveWay();
    for (int failures = 0;
        !tried(event, failures) && !Thread.currentThread().isInterrupted();
        failures++) {
      LockSupport.parkNanos(BACKOFF.after(failures + 1).toNanos());
    }
  }

  /** Whether nothing more is to be done about an event. */
  private boolean tried(Event event, int failures) {
    try {
      Event unused = writes.create(Event.class, event);
      return true;
    } catch (KubernetesClientException problem) {
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

  private static Event wire(String name, HasMetadata object, RolloutEvent event, Instant now) {
    String time = WireTime.format(now);
    String message = event.message();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(object.getMetadata().getNamespace())
        .withName(name)
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withResourceVersion(object.getMetadata().getResourceVersion())
        .endInvolvedObject()
        .withType(event.type().wireName())
        .withReason(event.reason())
        .withMessage(
            message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…")
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .build();
  }

  /** Lets what waits be recorded, for a moment, then stops. */
  @Override
  public void close() {
    threads.forEach(ThreadPoolExecutor::shutdown);
    long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
    try {
      for (ThreadPoolExecutor thread : threads) {
        if (!thread.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          LOG.warnf("%d events are not recorded: the agent stops", thread.shutdownNow().size());
        }
      }
    } catch (InterruptedException interrupted) {
      threads.forEach(ThreadPoolExecutor::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
