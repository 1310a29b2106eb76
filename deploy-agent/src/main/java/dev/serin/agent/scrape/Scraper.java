package dev.serin.agent.scrape;

import dev.serin.agent.threads.Daemons;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Scrapes pods over plain HTTP/1.1.
 *
 * <p>A scrape ends within its time limit whatever the pod does, reads at most a limited number of
 * bytes, follows no redirect and uses no proxy. It never throws: what goes wrong is a {@link
 * ScrapeResult.Failure}.
 */
public final class Scraper implements AutoCloseable {

  /** Enough for some ten thousand series; a service's own metrics are far fewer. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final String ACCEPT =
      "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1";

  private final InstantSource clock;
  private final Duration limit;
  private final ExecutorService threads;
  private final HttpClient client;

  /**
   * Makes a scraper with its own two threads.
   *
   * @param clock tells when a scrape was started
   * @param limit how long a scrape may take in all
   */
  public Scraper(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
    this.threads = Executors.newFixedThreadPool(2, Daemons.named("scrape"));
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(limit)
            .executor(threads)
            .build();
  }

  /** Starts a scrape; the future always completes with a result. */
  public CompletableFuture<ScrapeResult> scrape(ScrapeTarget target) {
    Instant at = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(target.uri()).timeout(limit).header("Accept", ACCEPT).build();
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, head -> new BoundedText(MAX_BYTES));
    // The request's own limit ends with the headers; this one also covers the body.
    return exchange
        .copy()
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (response, problem) -> {
              if (problem != null) {
                exchange.cancel(true);
                return new ScrapeResult.Failure(at, reason(problem));
              }
              String encoding =
                  response.headers().firstValue("Content-Encoding").orElse("identity");
              if (!encoding.equals("identity")) {
                return new ScrapeResult.Failure(at, "answered in encoding " + encoding);
              }
              return response.statusCode() == 200
                  ? new ScrapeResult.Text(at, response.body())
                  : new ScrapeResult.Failure(at, "answered HTTP " + response.statusCode());
            });
  }

  private String reason(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
      return "no answer within " + limit.toMillis() + " ms";
    }
    if (cause instanceof ConnectException) {
      return "connection refused";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** Stops the threads; scrapes that are under way fail. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
