package shop.servicekit;

/** Why a request cannot be answered, as the client is told it: {@code {"error": {…}}}. */
public final class Problem extends RuntimeException {

  private final int status;
  private final String code;

  private Problem(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The request itself is wrong (400). */
  public static Problem badRequest(String message) {
    return new Problem(400, "bad_request", message);
  }

  /** There is no such thing (404). */
  public static Problem notFound(String message) {
    return new Problem(404, "not_found", message);
  }

  /** The request is understood, but what it says makes no sense (422). */
  public static Problem unprocessable(String message) {
    return new Problem(422, "unprocessable", message);
  }

  static Problem of(int status, String code, String message) {
    return new Problem(status, code, message);
  }

  Response response() {
    return Response.json(
        status,
        Json.object("error", Json.object("status", status, "code", code, "message", getMessage())));
  }
}
