package shop.servicekit;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client asks for: the variable parts of the path, the query and the body. */
public final class Request {

  /** The largest body that is read, in bytes. */
  static final int MAX_BODY = 64 * 1024;

  private final Map<String, String> pathParameters;
  private final Map<String, String> query;
  private final byte[] body;

  Request(Map<String, String> pathParameters, URI uri, byte[] body) {
    this.pathParameters = pathParameters;
    this.query = queryOf(uri);
    this.body = body;
  }

  /** The part of the path that a route names {@code {name}}. */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** What the query gives for a name, if anything. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /**
   * A whole number from the query.
   *
   * @throws Problem when it is not a number between the bounds
   */
  public int query(String name, int otherwise, int least, int most) {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problem.badRequest(name + " is a whole number from " + least + " to " + most);
  }

  /**
   * The body as JSON; see {@link Json} for what it is made of.
   *
   * @throws Problem when it is not JSON
   */
  public Object json() {
    try {
      return Json.read(body);
    } catch (IOException notJson) {
      throw Problem.badRequest("the body is not JSON: " + notJson.getMessage());
    }
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> queryOf(URI uri) {
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        query.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }
}
