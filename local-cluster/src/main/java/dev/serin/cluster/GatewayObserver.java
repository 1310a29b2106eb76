package dev.serin.cluster;

/** Is told of every request that the gateway has finished, well or badly. */
@FunctionalInterface
public interface GatewayObserver {
  /**
   * A request is over. Called on the gateway's event loop, in the order in which requests end, so
   * it must return quickly and must not block.
   */
  void requestFinished(GatewayRequest request);

  /** An observer that tells this one first and then {@code next}. */
  default GatewayObserver and(GatewayObserver next) {
    return request -> {
      requestFinished(request);
      next.requestFinished(request);
    };
  }
}
