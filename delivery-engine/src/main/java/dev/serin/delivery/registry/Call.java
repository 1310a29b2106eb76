package dev.serin.delivery.registry;

import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request to a registry.
 *
 * @param method of HTTP
 * @param uri absolute
 * @param scopes what it needs to be allowed, in the words of the token service
 * @param headers besides those of authentication
 * @param body what is sent
 * @param sink takes the body of a good answer
 * @param most bytes that the sink takes; 0 keeps the body in memory
 * @param limit of time for all of it
 */
record Call(
    String method,
    URI uri,
    List<String> scopes,
    Map<String, String> headers,
    BodyPublisher body,
    OutputStream sink,
    long most,
    Duration limit) {
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final long SLOWEST_BYTES_PER_SECOND = 64L * 1024;

  static Call of(String method, URI uri, List<String> scopes) {
    return new Call(
        method,
        uri,
        scopes,
        Map.of(),
        BodyPublishers.noBody(),
        OutputStream.nullOutputStream(),
        0,
        SHORT);
  }

  Call with(Map<String, String> newHeaders) {
    return new Call(method, uri, scopes, newHeaders, body, sink, most, limit);
  }

  /** Sends a body of a given size, which may take its time. */
  Call sending(BodyPublisher newBody, long size) {
    return new Call(method, uri, scopes, headers, newBody, sink, most, patience(size));
  }

  /** Writes the body of the answer to a stream. */
  Call into(OutputStream newSink, long size) {
    return new Call(method, uri, scopes, headers, body, newSink, size, patience(size));
  }

  Call at(URI newUri) {
    return new Call(method, newUri, scopes, headers, body, sink, most, limit);
  }

  private static Duration patience(long size) {
    return SHORT.plusSeconds(size / SLOWEST_BYTES_PER_SECOND);
  }
}
