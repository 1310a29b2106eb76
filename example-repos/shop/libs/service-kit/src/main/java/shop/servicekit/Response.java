package shop.servicekit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What goes back to the client. */
public final class Response {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Response(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** A JSON document; see {@link Json} for what it can be made of. */
  public static Response json(int status, Object document) {
    return new Response(status, Map.of("Content-Type", "application/json"), Json.write(document));
  }

  static Response text(int status, String contentType, String text) {
    return new Response(
        status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
  }

  Response withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Response(status, Map.copyOf(more), body);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
