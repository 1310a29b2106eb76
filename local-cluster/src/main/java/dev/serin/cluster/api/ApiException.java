package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the API refuses, with the status code and reason that Kubernetes gives. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;

  /** A refusal with an HTTP status code, a reason of metav1.Status and a message for people. */
  ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static ApiException notFound(ResourceType type, String name) {
    return new ApiException(404, "NotFound", type.qualifiedName() + " \"" + name + "\" not found");
  }

  static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(
        409, "AlreadyExists", type.qualifiedName() + " \"" + name + "\" already exists");
  }

  static ApiException conflict(ResourceType type, String name, String why) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + type.qualifiedName() + " \"" + name + "\": " + why);
  }

  static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  static ApiException invalid(ResourceType type, String name, String problem) {
    return new ApiException(
        422, "Invalid", type.kind() + " \"" + name + "\" is invalid: " + problem);
  }

  static ApiException unknownPath() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  /** The HTTP status code. */
  int code() {
    return code;
  }

  /** The body of the answer: a metav1.Status. */
  ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", String.valueOf(getMessage()));
    return status.put("reason", reason).put("code", code);
  }
}
