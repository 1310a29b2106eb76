package shop.servicekit;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers a request.
   *
   * @throws Problem when the request cannot be answered as asked; the client gets it as JSON
   */
  Response handle(Request request);
}
