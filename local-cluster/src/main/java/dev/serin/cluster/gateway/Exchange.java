package dev.serin.cluster.gateway;

import dev.serin.cluster.GatewayRequest;
import dev.serin.cluster.GatewayRequest.Outcome;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One request at the gateway, from its head to the last byte of its answer.
 *
 * <ol>
 *   <li>Find the rule, choose the backend by weight, and one of its pods in turn.
 *   <li>Hand the request on without its connection's own headers; body and answer are streamed.
 *   <li>When the pod fails before the first byte of its answer, try once more, rather with another
 *       pod of the same backend: if the request was never sent, or if it is idempotent and has no
 *       body.
 *   <li>Report exactly once how it ended.
 * </ol>
 */
final class Exchange {
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.PUT,
          HttpMethod.DELETE,
          HttpMethod.TRACE);
  private static final Set<HttpMethod> BODY_IS_UNUSUAL =
      Set.of(
          HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE, HttpMethod.TRACE);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final long NO_TIMER = -1;

  private final ExchangeContext context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Instant started;
  private final long startedNanos = System.nanoTime();
  private final boolean hasBody;
  private Optional<Rule> rule = Optional.empty();
  private Optional<Backend> backend = Optional.empty();
  private Optional<Endpoint> endpoint = Optional.empty();
  private Optional<Endpoint> counted = Optional.empty();
  private Optional<HttpClientRequest> upstream = Optional.empty();
  private long timer = NO_TIMER;
  private boolean retried;
  private boolean answering;
  private boolean over;

  private Exchange(ExchangeContext context, HttpServerRequest request) {
    this.context = context;
    this.request = request;
    this.response = request.response();
    this.started = context.clock().instant();
    String length = request.getHeader("Content-Length");
    this.hasBody =
        request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
  }

  /** Takes care of a request, on the gateway's event loop. */
  static void handle(ExchangeContext context, HttpServerRequest request) {
    new Exchange(context, request).begin();
  }

  private void begin() {
    request.pause();
    response.closeHandler(closed -> clientGone());
    response.exceptionHandler(failure -> clientGone());
    HostAndPort authority = request.authority();
    String host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
    try {
      rule =
          context
              .table()
              .get()
              .find(host, path(), request.method().name(), request.headers(), request.params());
    } catch (IllegalArgumentException undecodable) {
      refuse(400, Outcome.BAD_REQUEST, "the query cannot be decoded: " + undecodable.getMessage());
      return;
    }
    if (rule.isEmpty()) {
      refuse(404, Outcome.NO_ROUTE, "no HTTPRoute matches " + request.method() + " " + path());
      return;
    }
    backend = context.choices().next(rule.get());
    if (backend.isEmpty() || !backend.get().known()) {
      refuse(500, Outcome.NO_BACKEND, "the route " + rule.get().route() + " has no usable backend");
    } else if (context.traffic().underWay() >= context.maxUnderWay()) {
      refuse(503, Outcome.OVERLOADED, "too many requests are under way");
    } else {
      Duration patience = rule.get().timeout().orElse(context.timeout());
      timer =
          context.vertx().setTimer(Math.max(1, patience.toMillis()), fired -> timeOut(patience));
      attempt(backend.get());
    }
  }

  private void attempt(Backend chosen) {
    Optional<Endpoint> target = context.traffic().choose(chosen, endpoint);
    endpoint = target;
    if (target.isEmpty()) {
      refuse(503, Outcome.NO_ENDPOINT, "the service " + chosen.service() + " has no ready pod");
      return;
    }
    Endpoint pod = target.get();
    context.traffic().began(pod);
    counted = Optional.of(pod);
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(pod.ip())
            .setPort(pod.port())
            .setURI(request.query() == null ? path() : path() + "?" + request.query())
            .setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    context
        .http()
        .request(options)
        .onSuccess(connected -> send(connected, chosen))
        .onFailure(failure -> failed(chosen, true));
  }

  private void send(HttpClientRequest connected, Backend chosen) {
    if (over) {
      connected.reset();
      return;
    }
    upstream = Optional.of(connected);
    HopByHop.copyOthers(request.headers(), connected.headers());
    if (hasBody && BODY_IS_UNUSUAL.contains(request.method())) {
      // A pod that does not read it would take it for the next request, and answer that to somebody
      // else: nobody else gets this connection.
      connected.putHeader("Connection", "close");
    }
    String client = request.remoteAddress().hostAddress();
    String before = request.getHeader("X-Forwarded-For");
    connected.putHeader("X-Forwarded-For", before == null ? client : before + ", " + client);
    connected.putHeader("X-Forwarded-Proto", "http");
    String host = request.getHeader("Host");
    if (host != null) {
      connected.putHeader("X-Forwarded-Host", host);
    }
    (hasBody ? connected.send(request) : connected.send())
        .onSuccess(this::answer)
        .onFailure(failure -> failed(chosen, false));
  }

  private void failed(Backend chosen, boolean neverSent) {
    if (over || answering) {
      return;
    }
    settle();
    upstream = Optional.empty();
    boolean safe = neverSent || (!hasBody && IDEMPOTENT.contains(request.method()));
    if (safe && !retried) {
      retried = true;
      attempt(chosen);
    } else {
      refuse(502, Outcome.UNREACHABLE, "the pod hung up or could not be reached");
    }
  }

  private void answer(HttpClientResponse answer) {
    if (over) {
      return;
    }
    answering = true;
    stopTimer();
    response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
    HopByHop.copyOthers(answer.headers(), response.headers());
    boolean empty =
        request.method().equals(HttpMethod.HEAD)
            || answer.statusCode() == 204
            || answer.statusCode() == 304;
    if (!empty && !answer.headers().contains("Content-Length")) {
      response.setChunked(true);
    }
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onSuccess(done -> finish(answer.statusCode(), Outcome.ANSWERED))
        .onFailure(
            failure -> {
              finish(answer.statusCode(), Outcome.CUT_OFF);
              response.reset();
            });
  }

  private void timeOut(Duration patience) {
    timer = NO_TIMER;
    if (!over && !answering) {
      Optional<HttpClientRequest> late = upstream;
      refuse(
          504, Outcome.TIMED_OUT, "the pod did not answer within " + patience.toMillis() + " ms");
      late.ifPresent(HttpClientRequest::reset);
    }
  }

  private void clientGone() {
    if (!over && !response.ended()) {
      Optional<HttpClientRequest> unwanted = upstream;
      finish(answering ? response.getStatusCode() : 0, Outcome.CLIENT_GONE);
      unwanted.ifPresent(HttpClientRequest::reset);
    }
  }

  private void refuse(int status, Outcome outcome, String message) {
    if (over) {
      return;
    }
    finish(status, outcome);
    if (hasBody) {
      // The rest of the body is not read: the connection cannot be used for another request.
      response.putHeader("Connection", "close");
    }
    response.setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8");
    response.end("Serin's local gateway: " + message + "\n");
  }

  private void finish(int status, Outcome outcome) {
    if (over) {
      return;
    }
    over = true;
    stopTimer();
    settle();
    context
        .observer()
        .requestFinished(
            new GatewayRequest(
                started,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                request.method().name(),
                path(),
                rule.map(Rule::route).orElse(""),
                backend.map(Backend::service).orElse(""),
                endpoint.map(Endpoint::pod).orElse(""),
                endpoint.map(Endpoint::podTemplateHash).orElse(""),
                status,
                outcome));
  }

  private void settle() {
    counted.ifPresent(context.traffic()::ended);
    counted = Optional.empty();
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      context.vertx().cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private String path() {
    return request.path() == null ? "" : request.path();
  }
}
