package dev.serin.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * One finished request, as the gateway saw it.
 *
 * @param started when its head had arrived
 * @param duration from then to the last byte of the response, or to the failure
 * @param method the HTTP method
 * @param path the path, without the query
 * @param route {@code namespace/name} of the HTTPRoute, empty when no route matched
 * @param service {@code namespace/name} of the Service it was sent to, empty when none was chosen
 * @param pod name of the pod that answered or failed, empty when none was chosen
 * @param podTemplateHash the pod's label {@code rollouts-pod-template-hash}, else its {@code
 *     pod-template-hash}, else empty
 * @param status the status code that the client got, 0 when the client went away before it got one
 * @param outcome how it ended
 */
public record GatewayRequest(
    Instant started,
    Duration duration,
    String method,
    String path,
    String route,
    String service,
    String pod,
    String podTemplateHash,
    int status,
    Outcome outcome) {

  /** How a request ended. */
  public enum Outcome {
    /** A pod answered, with whatever status code. */
    ANSWERED,
    /** The request cannot be read: 400. */
    BAD_REQUEST,
    /** No HTTPRoute matches: 404. */
    NO_ROUTE,
    /** The route names no usable backend: 500, as the Gateway API asks for. */
    NO_BACKEND,
    /** The chosen Service has no ready endpoint: 503. */
    NO_ENDPOINT,
    /** The gateway has as many requests under way as it may have: 503. */
    OVERLOADED,
    /** The pod could not be reached or hung up: 502. */
    UNREACHABLE,
    /** The pod did not answer in time: 504. */
    TIMED_OUT,
    /** The pod hung up in the middle of its answer, which the client therefore got in part. */
    CUT_OFF,
    /** The client went away. */
    CLIENT_GONE
  }

  /** Whether the service or the gateway failed: a status of 500 or more, or an answer cut off. */
  public boolean failed() {
    return status >= 500 || outcome == Outcome.CUT_OFF;
  }

  /** When it ended. */
  public Instant ended() {
    return started.plus(duration);
  }
}
