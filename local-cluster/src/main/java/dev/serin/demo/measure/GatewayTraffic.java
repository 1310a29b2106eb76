package dev.serin.demo.measure;

import dev.serin.cluster.GatewayObserver;
import dev.serin.cluster.GatewayRequest;

/** Notes what the gateway reports in a {@link TrafficLog}. */
public final class GatewayTraffic implements GatewayObserver {
  private static final String CANARY = "-canary";
  private static final String STABLE = "-stable";

  private final TrafficLog log;
  private final Stopwatch stopwatch;

  /** Notes everything in this log, in this time. */
  public GatewayTraffic(TrafficLog log, Stopwatch stopwatch) {
    this.log = log;
    this.stopwatch = stopwatch;
  }

  @Override
  public void requestFinished(GatewayRequest request) {
    String backend = lastPart(request.service());
    boolean cutOff = request.outcome() == GatewayRequest.Outcome.CUT_OFF;
    log.add(
        new Observation(
            stopwatch.at(request.ended()),
            serviceOf(request, backend),
            versionOf(backend),
            cutOff ? Observation.NO_ANSWER : request.status(),
            request.duration()));
  }

  private static String serviceOf(GatewayRequest request, String backend) {
    if (backend.endsWith(CANARY)) {
      return backend.substring(0, backend.length() - CANARY.length());
    }
    if (backend.endsWith(STABLE)) {
      return backend.substring(0, backend.length() - STABLE.length());
    }
    return backend.isEmpty() ? lastPart(request.route()) : backend;
  }

  private static Version versionOf(String backend) {
    if (backend.endsWith(CANARY)) {
      return Version.CANARY;
    }
    return backend.isEmpty() ? Version.NONE : Version.STABLE;
  }

  private static String lastPart(String namespacedName) {
    return namespacedName.substring(namespacedName.lastIndexOf('/') + 1);
  }
}
