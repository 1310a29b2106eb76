package dev.serin.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends requests at a steady rate until it is stopped, and counts the answers. */
final class Load {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ConcurrentLinkedQueue<CompletableFuture<String>> answers =
      new ConcurrentLinkedQueue<>();

  private Load() {}

  @SuppressWarnings("FutureReturnValueIgnored") // Each request's own future is kept.
  static Load start(HttpClient http, URI address, int perSecond) {
    Load load = new Load();
    HttpRequest request = HttpRequest.newBuilder(address).build();
    load.timer.scheduleAtFixedRate(
        () ->
            load.answers.add(
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .handle(
                        (response, failure) ->
                            failure == null
                                ? response.statusCode() + " " + response.body().split(" ")[0]
                                : failure.toString())),
        0,
        TimeUnit.SECONDS.toMicros(1) / perSecond,
        TimeUnit.MICROSECONDS);
    return load;
  }

  /** Stops, and says how often each status with the first word of its body came. */
  Map<String, Integer> stop() throws InterruptedException {
    timer.shutdown();
    if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the load does not stop");
    }
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach(answer -> counts.merge(answer.join(), 1, Integer::sum));
    return counts;
  }
}
