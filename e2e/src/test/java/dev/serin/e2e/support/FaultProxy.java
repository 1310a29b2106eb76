package dev.serin.e2e.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to the API server that fails on demand: it speaks HTTP to the agent on loopback and TLS to
 * the API server.
 *
 * <ol>
 *   <li>Each request is looked at by the rule, which may name a {@link Fault}; without one it is
 *       forwarded as it is, and answered as the API server answered.
 *   <li>Watches come as WebSockets, one message for each event. The event rule says what to send in
 *       the place of each: the same, nothing, or several.
 *   <li>Writes are remembered in their order, with what came of them.
 * </ol>
 *
 * All of it runs on one thread, so what a rule does when it is asked happens before any other
 * request is looked at.
 */
public final class FaultProxy implements AutoCloseable {

  /** Decides about requests. */
  @FunctionalInterface
  public interface Rule {
    /** What to do to a request; null for nothing. */
    @Nullable Fault of(Request request);
  }

  /**
   * A request of the agent.
   *
   * @param method such as PATCH
   * @param path with its query
   * @param body what is sent
   */
  public record Request(String method, String path, String body) {

    /** Whether it changes something. */
    public boolean writes() {
      return !method.equals("GET");
    }

    /** Whether it creates an object of a kind, such as {@code replicasets}. */
    public boolean creates(String plural) {
      return method.equals("POST") && path.replaceAll("\\?.*", "").endsWith("/" + plural);
    }

    /** What is sent, as JSON; missing when nothing is sent. */
    public JsonNode json() {
      try {
        return body.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(body);
      } catch (JsonProcessingException problem) {
        throw new UncheckedIOException(problem);
      }
    }

    /** Whether it records an event. */
    public boolean event() {
      return path.contains("/events");
    }
  }

  /**
   * A write and what came of it.
   *
   * @param request the request
   * @param code the API server's answer; 0 when it was not asked, or its answer not waited for
   */
  public record Write(Request request, int code) {

    /** Without the body, for messages of tests. */
    @Override
    public String toString() {
      return code + " " + request.method() + " " + request.path();
    }
  }

  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "host", "transfer-encoding", "content-length", "upgrade", "keep-alive");

  private final ApiCluster cluster;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final WatchRelay watches;
  private final List<Write> writes = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Path kubeconfig;
  private volatile Rule rule = request -> null;
  private volatile boolean isCut;

  /** Opens a way to a cluster's API server. */
  public FaultProxy(ApiCluster cluster) {
    this.cluster = cluster;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxPoolSize(1_000)
                .setKeepAliveTimeout(10));
    watches = new WatchRelay(vertx, cluster.port());
    server =
        get(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(WatchRelay.LARGEST)
                        .setMaxWebSocketMessageSize(WatchRelay.LARGEST))
                .requestHandler(this::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture());
    kubeconfig = cluster.credentials().administratorBy("http://127.0.0.1:" + server.actualPort());
  }

  private static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** The administrator's kubeconfig for this way. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Decides about every request from now on. */
  public void rule(Rule decides) {
    rule = decides;
  }

  /** Forwards everything as it is from now on. */
  public void behave() {
    rule = request -> null;
    watches.rule(List::of);
    isCut = false;
  }

  /**
   * Says what to send in the place of each event of each watch.
   *
   * @param instead gives messages for a message
   */
  public void events(Function<String, List<String>> instead) {
    watches.rule(instead);
  }

  /** Breaks all watches, and refuses everything until {@link #behave}. */
  public void cut() {
    isCut = true;
    breakWatches();
  }

  /** Breaks all watches; they may be opened again. */
  public void breakWatches() {
    watches.breakAll();
  }

  /** Tells all watches that their version is gone, as the API server does. */
  public void expireWatches() {
    watches.expireAll();
  }

  /** How many watches are open. */
  public int watches() {
    return watches.count();
  }

  /** Every write so far, in the order in which they came. */
  public List<Write> writes() {
    return List.copyOf(writes);
  }

  private void handle(HttpServerRequest request) {
    if (isCut) {
      request.connection().close();
    } else if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      watches.open(request);
    } else {
      request.body().onSuccess(body -> decide(request, body));
    }
  }

  private void decide(HttpServerRequest request, Buffer body) {
    Request seen = new Request(request.method().name(), request.uri(), body.toString());
    Fault fault = rule.of(seen);
    if (fault instanceof Fault.Answer answer) {
      remember(seen, answer.code());
      answer.headers().forEach((name, value) -> request.response().putHeader(name, value));
      request
          .response()
          .setStatusCode(answer.code())
          .putHeader("Content-Type", "application/json")
          .end(answer.body());
    } else if (fault instanceof Fault.CutBefore cut) {
      remember(seen, 0);
      cut.then().run();
      request.connection().close();
    } else if (fault instanceof Fault.CutAfter cut) {
      forward(request, seen, body, cut);
    } else if (fault instanceof Fault.Delay delay) {
      vertx.setTimer(
          Math.max(1, delay.by().toMillis()), timer -> forward(request, seen, body, null));
    } else {
      forward(request, seen, body, null);
    }
  }

  private void remember(Request request, int code) {
    if (request.writes()) {
      writes.add(new Write(request, code));
    }
  }

  private void forward(
      HttpServerRequest request, Request seen, Buffer body, Fault.@Nullable CutAfter cut) {
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(cluster.port())
            .setMethod(request.method())
            .setURI(request.uri());
    endToEnd(request.headers()).forEach(options::addHeader);
    client
        .request(options)
        .compose((HttpClientRequest forwarded) -> forwarded.send(body))
        .onSuccess(response -> answer(request, seen, response, cut))
        .onFailure(
            problem -> {
              remember(seen, 0);
              request.connection().close();
            });
  }

  private void answer(
      HttpServerRequest request,
      Request seen,
      HttpClientResponse response,
      Fault.@Nullable CutAfter cut) {
    remember(seen, response.statusCode());
    if (cut != null) {
      cut.then().run();
      request.connection().close();
      return;
    }
    request.response().setStatusCode(response.statusCode());
    endToEnd(response.headers()).forEach(request.response()::putHeader);
    request.response().setChunked(true);
    response.pipeTo(request.response()).onFailure(problem -> request.connection().close());
  }

  /** Without the headers that are about one connection only. */
  private static MultiMap endToEnd(MultiMap headers) {
    MultiMap rest = MultiMap.caseInsensitiveMultiMap().addAll(headers);
    HOP_BY_HOP.forEach(rest::remove);
    return rest;
  }

  @Override
  public void close() {
    Void unused = get(vertx.close().toCompletionStage().toCompletableFuture());
  }
}
