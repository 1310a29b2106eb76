package dev.serin.demo.load;

import dev.serin.demo.measure.Observation;
import dev.serin.demo.measure.Stopwatch;
import dev.serin.demo.measure.Version;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to the gateway at a steady rate, whether or not earlier ones have been answered.
 *
 * <ol>
 *   <li>Every few milliseconds, send all requests that are due according to {@link Arrivals}.
 *   <li>A request's time runs from the moment it was due, so a slow machine cannot hide a slow
 *       answer.
 *   <li>Every request is counted exactly once, when its answer is complete or it has failed.
 *   <li>On closing, send nothing more, and wait for the answers that are still to come.
 * </ol>
 */
public final class LoadGenerator implements AutoCloseable {
  private static final long TICK_MILLIS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 512;
  private static final int HTTP_PORT = 80;

  /** The header in which the shop's services name their pod. */
  private static final String SERVED_BY = "X-Served-By";

  /** Is told of every request, when its answer is complete or it has failed. */
  @FunctionalInterface
  public interface Noted {
    /**
     * Notes a request.
     *
     * @param observation its version is {@link Version#NONE}, since a customer cannot know it
     * @param servedBy the pod that says that it has answered; empty if none does
     */
    void note(Observation observation, String servedBy);
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client;
  private final URI gateway;
  private final Noted noted;
  private final Stopwatch stopwatch;
  private final List<Customers> customers;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Duration start = Duration.ZERO;
  private volatile boolean stopped;

  /** The stream of requests to one service. */
  private static final class Customers {
    private final Target target;
    private final Arrivals arrivals;
    private long sent;

    Customers(Target target, Arrivals arrivals) {
      this.target = target;
      this.arrivals = arrivals;
    }
  }

  /**
   * A load that has not started yet.
   *
   * @param gateway where it is
   * @param targets what to ask for
   * @param perSecond requests per second to each target
   * @param seed where the random arrival times begin
   * @param noted told of every request
   * @param stopwatch the demo's time
   */
  public LoadGenerator(
      URI gateway,
      List<Target> targets,
      double perSecond,
      long seed,
      Noted noted,
      Stopwatch stopwatch) {
    this.gateway = gateway;
    this.noted = noted;
    this.stopwatch = stopwatch;
    SplittableRandom random = new SplittableRandom(seed);
    this.customers =
        targets.stream()
            .map(target -> new Customers(target, new Arrivals(perSecond, random.split())))
            .toList();
    this.client =
        vertx.createHttpClient(
            // An idle connection is left to the gateway to close; the load never lets one get old.
            new HttpClientOptions().setKeepAliveTimeout(5),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Starts sending. */
  public void start() {
    start = stopwatch.elapsed();
    vertx.setPeriodic(TICK_MILLIS, timer -> sendWhatIsDue());
  }

  private void sendWhatIsDue() {
    Duration now = stopwatch.elapsed().minus(start);
    for (Customers stream : customers) {
      while (!stopped && stream.arrivals.next().compareTo(now) <= 0) {
        send(stream.target, stream.sent++, start.plus(stream.arrivals.next()));
        stream.arrivals.advance();
      }
    }
  }

  private void send(Target target, long number, Duration due) {
    inFlight.incrementAndGet();
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(gateway.getHost())
            .setPort(gateway.getPort() < 0 ? HTTP_PORT : gateway.getPort())
            .setURI(target.path(number))
            .setTimeout(TIMEOUT.toMillis());
    client
        .request(request)
        .compose(HttpClientRequest::send)
        .compose(response -> response.body().map(body -> response))
        .onSuccess(
            response -> note(target.service(), response.statusCode(), servedBy(response), due))
        .onFailure(failure -> note(target.service(), Observation.NO_ANSWER, "", due));
  }

  private static String servedBy(HttpClientResponse response) {
    String value = response.getHeader(SERVED_BY);
    return value == null ? "" : value;
  }

  private void note(String service, int status, String servedBy, Duration due) {
    Duration now = stopwatch.elapsed();
    noted.note(new Observation(now, service, Version.NONE, status, now.minus(due)), servedBy);
    inFlight.decrementAndGet();
  }

  /** Stops sending, and waits until every request that was sent has been counted. */
  @Override
  public void close() {
    stopped = true;
    try {
      long giveUp = System.nanoTime() + TIMEOUT.plusSeconds(1).toNanos();
      while (inFlight.get() > 0 && System.nanoTime() < giveUp) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
