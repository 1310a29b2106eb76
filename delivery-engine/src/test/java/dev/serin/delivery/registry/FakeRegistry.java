package dev.serin.delivery.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serin.delivery.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory that does what the distribution specification says, but for one fault that
 * gets to see each request first.
 */
public final class FakeRegistry implements AutoCloseable {
  private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]{64})");
  private static final Pattern UPLOADS = Pattern.compile("/v2/(.+)/blobs/uploads/");
  private static final Pattern UPLOAD = Pattern.compile("/upload/(.+)");
  private static final Pattern REFERRERS =
      Pattern.compile("/v2/(.+)/referrers/(sha256:[0-9a-f]{64})");
  private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/(.+)");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Content by repository and digest, as {@code shop/cart@sha256:…}. */
  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** Content by repository and reference. */
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  final Map<String, String> types = new ConcurrentHashMap<>();

  /** Each request as {@code METHOD /path}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** What clients waited for. */
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** Whether it knows subjects, as the distribution specification has it from 1.1 on. */
  private boolean knowsSubjects = true;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Fault fault = exchange -> false;

  /** Something that goes wrong. */
  @FunctionalInterface
  interface Fault {
    /** Returns whether it has answered the request itself. */
    boolean answers(HttpExchange exchange) throws IOException;
  }

  /** Starts an empty one on a free port. */
  public FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Makes it one of before the distribution specification 1.1. */
  public FakeRegistry old() {
    knowsSubjects = false;
    return this;
  }

  void breakBy(Fault newFault) {
    fault = newFault;
  }

  /** Its name in images' names. */
  public String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Clients that wait without time passing. */
  public Registries clients(Credentials credentials) {
    return new Registries(
        credentials,
        new Http(Map.of()),
        InstantSource.fixed(Instant.EPOCH),
        new Retries(
            Duration.ofMillis(500), Duration.ofSeconds(15), new SplittableRandom(1), pauses::add));
  }

  ImagePublisher publisher() {
    return new ImagePublisher(
        clients(Credentials.NONE), RegistryPrefix.parse(name() + "/shop", false));
  }

  /** Puts content into a repository. */
  public Digest blob(String repository, byte[] content) {
    Digest digest = Digest.of(content);
    blobs.put(repository + "@" + digest, content);
    return digest;
  }

  /** Puts other content in the place of a blob, such as {@code shop/cart@sha256:…}. */
  public void corrupt(String key, String content) {
    blobs.put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a manifest into a repository, under its digest and a tag. */
  public Digest manifest(String repository, String tag, String type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    for (String reference : List.of(tag, digest.value())) {
      manifests.put(repository + "@" + reference, bytes);
      types.put(repository + "@" + reference, type);
    }
    return digest;
  }

  /** Takes a tag away; what it pointed to stays. */
  public void untag(String repository, String tag) {
    manifests.remove(repository + "@" + tag);
  }

  /** How many requests began so, such as {@code DELETE}. */
  public long count(String start) {
    return requests.stream().filter(request -> request.startsWith(start)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (!fault.answers(exchange)) {
        serve(exchange);
      }
    } finally {
      exchange.close();
    }
  }

  void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher blob = BLOB.matcher(path);
    Matcher uploads = UPLOADS.matcher(path);
    Matcher upload = UPLOAD.matcher(path);
    Matcher manifest = MANIFEST.matcher(path);
    Matcher referrers = REFERRERS.matcher(path);
    Matcher tags = TAGS.matcher(path);
    if (referrers.matches() && knowsSubjects) {
      giveReferrers(exchange, referrers.group(1), referrers.group(2));
    } else if (tags.matches()) {
      giveTags(exchange, tags.group(1));
    } else if (manifest.matches() && exchange.getRequestMethod().equals("DELETE")) {
      delete(exchange, manifest.group(1), manifest.group(2));
    } else if (blob.matches()) {
      give(exchange, blobs.get(blob.group(1) + "@" + blob.group(2)));
    } else if (uploads.matches()) {
      begin(exchange, uploads.group(1));
    } else if (upload.matches()) {
      take(exchange, upload.group(1));
    } else if (manifest.matches() && exchange.getRequestMethod().equals("PUT")) {
      takeManifest(exchange, manifest.group(1), manifest.group(2));
    } else if (manifest.matches()) {
      String key = manifest.group(1) + "@" + manifest.group(2);
      exchange.getResponseHeaders().set("Content-Type", types.getOrDefault(key, "none"));
      give(exchange, manifests.get(key));
    } else {
      answer(exchange, 404, "");
    }
  }

  private static void give(HttpExchange exchange, byte @Nullable [] content) throws IOException {
    if (content == null) {
      answer(exchange, 404, "");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private void giveReferrers(HttpExchange exchange, String repository, String image)
      throws IOException {
    ObjectNode index = JSON.createObjectNode();
    ArrayNode entries = index.putArray("manifests");
    for (Map.Entry<String, byte[]> each : manifests.entrySet()) {
      JsonNode manifest = JSON.readTree(each.getValue());
      boolean byDigest = each.getKey().startsWith(repository + "@sha256:");
      if (byDigest && manifest.at("/subject/digest").asText().equals(image)) {
        entries
            .addObject()
            .put("mediaType", types.get(each.getKey()))
            .put("digest", each.getKey().substring(each.getKey().indexOf('@') + 1))
            .put("size", each.getValue().length)
            .put("artifactType", manifest.path("artifactType").asText());
      }
    }
    give(exchange, JSON.writeValueAsBytes(index));
  }

  private void giveTags(HttpExchange exchange, String repository) throws IOException {
    ObjectNode list = JSON.createObjectNode();
    ArrayNode names = list.putArray("tags");
    tags(repository).forEach(names::add);
    give(exchange, JSON.writeValueAsBytes(list));
  }

  /** The tags of a repository. */
  public List<String> tags(String repository) {
    return manifests.keySet().stream()
        .filter(key -> key.startsWith(repository + "@") && !key.contains("@sha256:"))
        .map(key -> key.substring(key.indexOf('@') + 1))
        .sorted()
        .toList();
  }

  private void delete(HttpExchange exchange, String repository, String digest) throws IOException {
    manifests
        .entrySet()
        .removeIf(
            each ->
                each.getKey().startsWith(repository + "@")
                    && Digest.of(each.getValue()).value().equals(digest));
    answer(exchange, 202, "");
  }

  private void begin(HttpExchange exchange, String repository) throws IOException {
    Optional<String> mount = query(exchange, "mount");
    Optional<String> from = query(exchange, "from");
    if (mount.isPresent() && from.isPresent()) {
      byte[] content = blobs.get(from.get() + "@" + mount.get());
      if (content != null) {
        blobs.put(repository + "@" + mount.get(), content);
        answer(exchange, 201, "");
        return;
      }
    }
    exchange.getResponseHeaders().set("Location", "/upload/" + repository + "?state=1");
    answer(exchange, 202, "");
  }

  private void take(HttpExchange exchange, String repository) throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    String digest = query(exchange, "digest").orElse("");
    if (!Digest.of(content).value().equals(digest)) {
      answer(exchange, 400, "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"no\"}]}");
      return;
    }
    blobs.put(repository + "@" + digest, content);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    answer(exchange, 201, "");
  }

  private void takeManifest(HttpExchange exchange, String repository, String reference)
      throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    byte[] content = exchange.getRequestBody().readAllBytes();
    String digest = manifest(repository, reference, type, text(content)).value();
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    String subject = JSON.readTree(content).at("/subject/digest").asText();
    if (knowsSubjects && !subject.isEmpty()) {
      exchange.getResponseHeaders().set("OCI-Subject", subject);
    }
    answer(exchange, 201, "");
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static Optional<String> query(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    Matcher value =
        Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query == null ? "" : query);
    return value.find()
        ? Optional.of(URLDecoder.decode(value.group(1), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
