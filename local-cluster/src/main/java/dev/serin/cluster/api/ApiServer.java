package dev.serin.cluster.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the objects over HTTP on 127.0.0.1. Every request needs the token, so that no web page in
 * a browser on this machine can create pods: as bearer token, or as the first part of the path,
 * since kubectl sends no credentials over plain HTTP.
 */
public final class ApiServer {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MAX_BODY = 3 * 1024 * 1024;

  private final Vertx vertx;
  private final Access access;
  private final ObjectStore store;
  private final ObjectApi objects;
  private final ResourceTypes types;
  private final Discovery discovery;
  private final BiFunction<String, String, Path> podLogs;

  /**
   * An API server that is not listening yet.
   *
   * @param token what every request must carry
   * @param podLogs the log file of a pod by namespace and name
   */
  public ApiServer(
      Vertx vertx,
      String token,
      ObjectStore store,
      ObjectApi objects,
      ResourceTypes types,
      BiFunction<String, String, Path> podLogs) {
    this.vertx = vertx;
    this.access = new Access(token);
    this.store = store;
    this.objects = objects;
    this.types = types;
    this.discovery = new Discovery(types);
    this.podLogs = podLogs;
  }

  /** Listens on a free port of 127.0.0.1. */
  public Future<HttpServer> listen() {
    HttpServerOptions options =
        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setMaxHeaderSize(32 * 1024);
    return vertx
        .createHttpServer(options)
        .exceptionHandler(failure -> LOG.debug("a client's connection was lost", failure))
        .requestHandler(this::handle)
        .listen();
  }

  private void handle(HttpServerRequest request) {
    Optional<String> path = access.path(request.path(), request.getHeader("Authorization"));
    if (path.isEmpty()) {
      fail(request, new ApiException(401, "Unauthorized", "the token is missing or wrong"));
      return;
    }
    if (request.method().equals(HttpMethod.GET)) {
      answering(request, () -> read(request, path.get()));
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() <= MAX_BODY) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> answering(request, () -> write(request, path.get(), body)));
  }

  private void read(HttpServerRequest request, String asked) {
    Optional<ObjectNode> document = discovery.document(asked);
    if (document.isPresent()) {
      answer(request, 200, document.get());
      return;
    }
    ApiPath path = ApiPath.of(asked, types);
    boolean watch = parameter(request, "watch").matches("true|1");
    if (path.name().isEmpty() || watch) {
      ObjectCollection collection = collection(request, path);
      if (watch) {
        WatchStream.open(vertx, request, collection, parameter(request, "resourceVersion"));
      } else {
        answer(request, 200, collection.list());
      }
    } else if (path.subresource().equals("log") && path.type().equals(ResourceTypes.PODS)) {
      log(request, path);
    } else {
      requireSubresource(path);
      answer(request, 200, objects.get(path.key()));
    }
  }

  private void write(HttpServerRequest request, String asked, Buffer buffer) {
    if (buffer.length() > MAX_BODY) {
      throw new ApiException(
          413, "RequestEntityTooLarge", "the body is larger than " + MAX_BODY + " bytes");
    }
    ApiPath path = ApiPath.of(asked, types);
    requireSubresource(path);
    boolean status = path.subresource().equals("status");
    boolean dryRun = parameter(request, "dryRun").equals("All");
    boolean collection = path.name().isEmpty();
    String type = contentType(request);
    String method = request.method().name();
    if (method.equals("DELETE")) {
      JsonNode body = buffer.length() == 0 ? MissingNode.getInstance() : parsed(buffer);
      delete(request, path, body);
    } else if (method.equals("POST") && collection) {
      if (path.type().namespaced() && path.namespace().isEmpty()) {
        throw ApiException.badRequest("objects of this type are created in a namespace");
      }
      requireJson(type);
      answer(request, 201, objects.create(path.type(), path.namespace(), parsed(buffer), dryRun));
    } else if (method.equals("PUT") && !collection) {
      requireJson(type);
      answer(request, 200, objects.update(path.key(), status, parsed(buffer), dryRun));
    } else if (method.equals("PATCH") && !collection) {
      Patches.refuseApply(type);
      JsonNode patch = type.endsWith("+json") ? parsed(buffer) : MissingNode.getInstance();
      answer(request, 200, objects.patch(path.key(), status, type, patch, dryRun));
    } else {
      throw new ApiException(
          405, "MethodNotAllowed", "the server does not allow this method on this resource");
    }
  }

  private void delete(HttpServerRequest request, ApiPath path, JsonNode body) {
    if (!path.subresource().isEmpty()) {
      throw new ApiException(405, "MethodNotAllowed", "a subresource cannot be deleted");
    }
    DeleteOptions options = DeleteOptions.of(withQuery(request, body));
    if (!path.name().isEmpty()) {
      answer(request, 200, objects.delete(path.key(), options));
      return;
    }
    ObjectCollection collection = collection(request, path);
    store.exclusively(
        () -> {
          collection.objects().keySet().forEach(key -> objects.delete(key, options));
          return true;
        });
    answer(request, 200, collection.list());
  }

  private static JsonNode withQuery(HttpServerRequest request, JsonNode body) {
    ObjectNode options = body instanceof ObjectNode given ? given : JSON.createObjectNode();
    String policy = parameter(request, "propagationPolicy");
    if (!policy.isEmpty()) {
      options.put("propagationPolicy", policy);
    }
    String grace = parameter(request, "gracePeriodSeconds");
    if (grace.matches("\\d{1,9}")) {
      options.put("gracePeriodSeconds", Long.parseLong(grace));
    }
    return options;
  }

  private void log(HttpServerRequest request, ApiPath path) {
    objects.get(path.key());
    Path file = podLogs.apply(path.namespace(), path.name());
    request.response().putHeader("Content-Type", "text/plain");
    if (Files.exists(file)) {
      request.response().sendFile(file.toString());
    } else {
      request.response().end();
    }
  }

  private ObjectCollection collection(HttpServerRequest request, ApiPath path) {
    return new ObjectCollection(
        store, path, parameter(request, "labelSelector"), parameter(request, "fieldSelector"));
  }

  private static void requireSubresource(ApiPath path) {
    boolean known =
        path.subresource().isEmpty()
            || (path.subresource().equals("status") && path.type().status());
    if (!known) {
      throw Absence.ofSubresource(path.subresource()).orElseGet(ApiException::unknownPath);
    }
  }

  private static void requireJson(String contentType) {
    if (!contentType.isEmpty() && !contentType.equals("application/json")) {
      throw new ApiException(
          415, "UnsupportedMediaType", "the body must be application/json, not " + contentType);
    }
  }

  private static JsonNode parsed(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("the body is not JSON: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentType(HttpServerRequest request) {
    String header = request.getHeader("Content-Type");
    return header == null ? "" : header.split(";", 2)[0].strip();
  }

  private static String parameter(HttpServerRequest request, String name) {
    String value = request.getParam(name);
    return value == null ? "" : value;
  }

  private static void answering(HttpServerRequest request, Runnable work) {
    try {
      work.run();
    } catch (ApiException refused) {
      fail(request, refused);
    } catch (RuntimeException broken) {
      // Without the path, which may hold the token.
      LOG.error("a {} request failed", request.method(), broken);
      fail(request, new ApiException(500, "InternalError", String.valueOf(broken.getMessage())));
    }
  }

  private static void fail(HttpServerRequest request, ApiException refused) {
    answer(request, refused.code(), refused.status());
  }

  private static void answer(HttpServerRequest request, int code, ObjectNode body) {
    request
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "application/json")
        .end(body.toString());
  }
}
