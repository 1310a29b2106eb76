package shop.servicekit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small HTTP service: its own routes, and {@code /healthz}, {@code /readyz} and {@code /metrics}.
 *
 * <p>How it stops, so that no request is lost:
 *
 * <ol>
 *   <li>{@code /readyz} answers 503 from now on, so that nobody is sent here any more.
 *   <li>Requests are still answered, each with {@code Connection: close}, so that clients let go of
 *       their connections.
 *   <li>When no request has come for the quiet time and none is being answered, or after ten quiet
 *       times, it closes what is still open.
 * </ol>
 */
public final class HttpService implements AutoCloseable {

  static final Duration QUIET = Duration.ofSeconds(1);
  private static final int BACKLOG = 1_024;
  private static final int THREADS = 32;

  static {
    // How the JDK's server behaves is set before its first class is loaded. Answers leave at once;
    // an idle connection outlives the minute that proxies keep theirs; a slow client is cut off.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "75");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
  }

  private final String name;
  private final String servedBy;
  private final Log log;
  private final Router router = new Router();
  private final Metrics metrics = new Metrics();
  private final Drain drain;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private HttpServer server;

  /** A service without routes yet, that logs to the standard output. */
  public HttpService(String name) {
    this(name, QUIET, Environment.host(System.getenv()));
  }

  HttpService(String name, Duration quiet, String servedBy) {
    this.name = name;
    this.servedBy = servedBy;
    this.log = new Log(name, System.out);
    this.drain = new Drain(quiet);
  }

  /** Adds a route, such as {@code GET /catalogue/products/{id}}. */
  public HttpService route(String method, String path, Handler handler) {
    router.add(method, path, handler);
    return this;
  }

  /** Starts at the address that HOST and PORT give, and stops when the process is told to end. */
  public void run() {
    try {
      InetSocketAddress address = Environment.address(System.getenv());
      start(address);
      Runtime.getRuntime().addShutdownHook(new Thread(this::stopAsTold, "stop"));
      log.info("started", "address", address.getHostString() + ":" + port());
    } catch (IllegalArgumentException | IOException problem) {
      System.err.println(name + ": " + problem.getMessage());
      System.exit(1);
    }
  }

  /** Starts at an address; port 0 takes any free port. */
  public void start(InetSocketAddress address) throws IOException {
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException problem) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + problem.getMessage(),
          problem);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops, and returns when everything is answered and closed. */
  public void stop() {
    boolean quiet = drain.await();
    server.stop(quiet ? 0 : 1);
    threads.shutdown();
  }

  private void stopAsTold() {
    log.info("stopping");
    stop();
    log.info("stopped", "requests", drain.requests());
  }

  /** Closes everything at once, whoever is waiting for an answer; for tests. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getRawPath()) {
        case "/healthz" -> send(exchange, Response.json(200, Json.object("status", "ok")));
        case "/readyz" -> send(exchange, readiness());
        case "/metrics" ->
            send(exchange, Response.text(200, Metrics.CONTENT_TYPE, metrics.exposition()));
        default -> serveRoute(exchange);
      }
    }
  }

  private Response readiness() {
    return drain.isDraining()
        ? Problem.of(503, "stopping", name + " is stopping").response()
        : Response.json(200, Json.object("status", "ready"));
  }

  private void serveRoute(HttpExchange exchange) throws IOException {
    drain.begin();
    try {
      long start = System.nanoTime();
      String method = exchange.getRequestMethod();
      Router.Match match = router.find(method, exchange.getRequestURI().getRawPath());
      byte[] body = exchange.getRequestBody().readNBytes(Request.MAX_BODY + 1);
      Response response = answer(exchange, match, body);
      metrics.count(method, match.path(), response.status(), System.nanoTime() - start);
      send(exchange, response);
    } finally {
      drain.end();
    }
  }

  private Response answer(HttpExchange exchange, Router.Match match, byte[] body) {
    try {
      if (body.length > Request.MAX_BODY) {
        String most = Request.MAX_BODY + " bytes at most";
        return Problem.of(413, "too_large", most).response().withHeader("Connection", "close");
      }
      return match
          .handler()
          .handle(new Request(match.parameters(), exchange.getRequestURI(), body));
    } catch (Problem problem) {
      return problem.response();
    } catch (RuntimeException unexpected) {
      log.error("request failed", "route", match.path(), "cause", unexpected.toString());
      return Problem.of(500, "internal", "this is our fault, not yours").response();
    }
  }

  private void send(HttpExchange exchange, Response response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    if (!servedBy.isEmpty()) {
      exchange.getResponseHeaders().set("X-Served-By", servedBy);
    }
    if (drain.isDraining()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    // The JDK's server announces no body for HEAD, whatever follows.
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), head ? -1 : response.body().length);
    if (!head) {
      exchange.getResponseBody().write(response.body());
    }
  }
}
