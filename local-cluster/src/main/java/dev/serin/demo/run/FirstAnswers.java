package dev.serin.demo.run;

import dev.serin.demo.load.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until every service has answered at the gateway once. A healthy rollout says that its pods
 * are ready; the gateway, as any other, learns of that a moment later.
 */
final class FirstAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 20;
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI gateway;

  FirstAnswers(URI gateway) {
    this.gateway = gateway;
  }

  /**
   * Waits, ten seconds at most: a service that does not answer by then shows in what its customers
   * meet.
   *
   * @return whether all have answered
   */
  boolean await(List<Target> targets) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    for (Target target : targets) {
      while (!answers(target)) {
        if (System.nanoTime() > giveUp) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    return true;
  }

  private boolean answers(Target target) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(target.paths().get(0))).timeout(TIMEOUT).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
