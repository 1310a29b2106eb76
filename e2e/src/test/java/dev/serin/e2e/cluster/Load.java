package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Customers: so many requests each second, whatever the answers are. */
final class Load implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** Customers of an address. */
  Load(URI address, int requestsPerSecond) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    var unused =
        clock.scheduleAtFixedRate(
            () -> send(request),
            0,
            TimeUnit.SECONDS.toNanos(1) / requestsPerSecond,
            TimeUnit.NANOSECONDS);
  }

  private void send(HttpRequest request) {
    var unused =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete(
                (answer, problem) -> {
                  if (problem != null) {
                    failures.add(Instant.now() + " " + problem);
                  } else if (answer.statusCode() >= 500) {
                    failures.add(Instant.now() + " " + answer.statusCode());
                  } else {
                    answers.incrementAndGet();
                  }
                });
  }

  /** Forgets what has failed until now: from here on every failure counts. */
  void forgetFailures() {
    failures.clear();
  }

  /**
   * Nothing has failed since the last {@link #forgetFailures}.
   *
   * @throws AssertionError with how many did, and the first and the last of them
   */
  void assertNoneFailed() {
    List<String> all = List.copyOf(failures);
    if (!all.isEmpty()) {
      throw new AssertionError(
          all.size() + " requests failed, from " + all.get(0) + " to " + all.get(all.size() - 1));
    }
  }

  /** Waits until so many more requests have been answered well. */
  void awaitAnswers(int more) {
    long goal = answers.get() + more;
    Await.until("answers", Duration.ofMinutes(1), () -> answers.get() >= goal);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
