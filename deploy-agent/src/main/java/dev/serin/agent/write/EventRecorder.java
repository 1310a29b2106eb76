package dev.serin.agent.write;

import dev.serin.agent.queue.Backoff;
import dev.serin.argo.WireTime;
import dev.serin.rollout.RolloutEvent;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import org.jboss.logging.Logger;

/**
 * Records Kubernetes events about objects, in order, on a thread of its own.
 *
 * <p>Events are for people: nothing waits for them. While the API server is away, full or busy they
 * wait, in bounds, and are tried again; one that it refuses for what it is, and what is over the
 * bounds, is dropped with a line in the log. An event's name is chosen before the first try, so one
 * that had been recorded although the answer was lost is not recorded twice.
 */
public final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final String COMPONENT = "serin-deploy-agent";
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final int MAX_WAITING = 2_000;
  private static final int MAX_MESSAGE = 1_024;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final ThreadPoolExecutor thread;

  /** The names of events end in this; it starts where no earlier process can have come. */
  private final AtomicLong serial;

  /** Starts the thread. */
  public EventRecorder(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
    this.serial = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread events = new Thread(task, "events");
              events.setDaemon(true);
              return events;
            });
  }

  /** Records events about an object, soon. */
  public void record(HasMetadata object, List<RolloutEvent> events) {
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
      Event wire = wire(name, object, event, clock.instant());
      try {
        thread.execute(() -> create(wire));
      } catch (RejectedExecutionException full) {
        LOG.warnf("event %s is not recorded: too many are waiting", event.reason());
      }
    }
  }

  private void create(Event event) {
    try {
      for (int failures = 0; !tried(event, failures); failures++) {
        Thread.sleep(BACKOFF.after(failures + 1).toMillis());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      LOG.warnf("event %s is not recorded: the agent stops", event.getReason());
    }
  }

  /** Whether nothing more is to be done about an event. */
  private boolean tried(Event event, int failures) {
    try {
      client.resource(event).create();
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
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warnf("%d events are not recorded: the agent stops", thread.shutdownNow().size());
      }
    } catch (InterruptedException interrupted) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
