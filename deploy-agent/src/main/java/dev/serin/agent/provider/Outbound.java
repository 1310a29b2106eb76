package dev.serin.agent.provider;

import dev.serin.agent.scrape.BoundedText;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of providers within bounds of time, size and address.
 *
 * <p>A few redirects are followed, as {@link AddressRules} allow; credentials are left out when one
 * leads to another host.
 */
class Outbound implements AutoCloseable {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_REDIRECTS = 5;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> PLAIN = Set.of("accept", "content-type", "user-agent");

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "provider-http");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable HttpClient verifying;
  private @Nullable HttpClient trusting;

  /**
   * Sends a request and waits for the answer.
   *
   * @throws ProviderException if there is none, or it is too large, or leads astray
   */
  HttpAnswer send(HttpCall call) throws ProviderException, InterruptedException {
    Duration limit = call.limit().compareTo(LONGEST) > 0 ? LONGEST : call.limit();
    long end = System.nanoTime() + limit.toNanos();
    HttpCall next = call;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      AddressRules.check(next.address());
      HttpResponse<String> answer = exchange(next, end, limit);
      String location = answer.headers().firstValue("Location").orElse("");
      if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
        return new HttpAnswer(answer.statusCode(), answer.body());
      }
      next = redirected(next, answer.statusCode(), location);
    }
    throw new ProviderException("stopped after %d redirects".formatted(MOST_REDIRECTS));
  }

  private static HttpCall redirected(HttpCall call, int status, String location)
      throws ProviderException {
    URI to = call.address().resolve(HttpCall.address(location));
    AddressRules.checkRedirect(call.address(), to);
    boolean keeps = status == 307 || status == 308 || call.method().equals("GET");
    HttpCall next =
        new HttpCall(
            keeps ? call.method() : "GET",
            to,
            call.headers(),
            keeps ? call.body() : null,
            call.limit(),
            call.insecure());
    if (to.getAuthority().equals(call.address().getAuthority())) {
      return next;
    }
    HttpCall bare =
        new HttpCall(next.method(), to, Map.of(), next.body(), next.limit(), next.insecure());
    for (Map.Entry<String, String> header : next.headers().entrySet()) {
      if (PLAIN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        bare = bare.with(header.getKey(), header.getValue());
      }
    }
    return bare;
  }

  private HttpResponse<String> exchange(HttpCall call, long end, Duration limit)
      throws ProviderException, InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange =
        client(call.insecure())
            .sendAsync(request(call, limit), head -> new BoundedText(MOST_BYTES));
    try {
      return exchange.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ProviderException(late(call, limit), e);
    } catch (ExecutionException e) {
      throw new ProviderException(reason(call, limit, e.getCause()), e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private static HttpRequest request(HttpCall call, Duration limit) throws ProviderException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(call.address())
              .timeout(limit)
              .method(
                  call.method(),
                  call.body() == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(call.body()));
      call.headers().forEach(request::setHeader);
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new ProviderException("the request makes no sense: " + e.getMessage(), e);
    }
  }

  private static String late(HttpCall call, Duration limit) {
    return "%s did not answer within %s s"
        .formatted(call.address().getAuthority(), limit.toMillis() / 1000.0);
  }

  private static String reason(HttpCall call, Duration limit, @Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return late(call, limit);
    }
    String host = call.address().getAuthority();
    if (cause instanceof ConnectException) {
      return host + ": connection refused";
    }
    String message = cause == null ? null : cause.getMessage();
    return host + ": " + (message == null ? String.valueOf(cause) : message);
  }

  private synchronized HttpClient client(boolean insecure) {
    HttpClient known = insecure ? trusting : verifying;
    if (known != null) {
      return known;
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(threads);
    HttpClient made =
        insecure ? builder.sslContext(AnyCertificate.context()).build() : builder.build();
    if (insecure) {
      trusting = made;
    } else {
      verifying = made;
    }
    return made;
  }

  /** Stops the threads; requests that are under way fail. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
