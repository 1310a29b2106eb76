package dev.serin.delivery.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its answer, bounded in time and size, body included. */
final class Http {
  private static final int OK = 200;
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Proxies proxies;

  /**
   * Goes through the proxies, and believes the authorities, that an environment names.
   *
   * @param environment the variables of this process
   */
  Http(Map<String, String> environment) {
    proxies = new Proxies(environment);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .proxy(proxies)
            .sslContext(Authorities.context(environment))
            .build();
  }

  /** Keeps the whole body in memory. */
  Answer send(HttpRequest request, Duration limit) throws IOException, InterruptedException {
    return send(request, limit, OutputStream.nullOutputStream(), 0);
  }

  /**
   * Writes the body of a good answer to a stream.
   *
   * @param most bytes that the stream takes; with 0 the body stays in memory
   */
  Answer send(HttpRequest request, Duration limit, OutputStream sink, long most)
      throws IOException, InterruptedException {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Long>> future =
        client.sendAsync(
            proxied(request),
            answer ->
                answer.statusCode() == OK && most > 0
                    ? new LimitedBody(sink, most)
                    : new LimitedBody(memory, LARGEST_MESSAGE));
    try {
      HttpResponse<Long> response = future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers(), memory.toByteArray());
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new IOException("no whole answer within " + limit.toSeconds() + " s", late);
    } catch (InterruptedException interrupt) {
      future.cancel(true);
      throw interrupt;
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(String.valueOf(problem.getCause()), problem);
    }
  }

  private HttpRequest proxied(HttpRequest request) {
    return proxies
        .authorization(request.uri())
        .map(
            value ->
                HttpRequest.newBuilder(request, (name, each) -> true)
                    .header("Proxy-Authorization", value)
                    .build())
        .orElse(request);
  }
}
