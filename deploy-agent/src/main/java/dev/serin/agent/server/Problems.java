package dev.serin.agent.server;

import jakarta.ws.rs.core.Response;

/** Answers that say what went wrong (RFC 9457). */
final class Problems {

  /**
   * What went wrong.
   *
   * @param title in a few words
   * @param status the HTTP status
   * @param detail what exactly, and what to do
   */
  public record Problem(String title, int status, String detail) {}

  private Problems() {}

  static Response of(Response.Status status, String detail) {
    return Response.status(status)
        .type("application/problem+json")
        .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail))
        .build();
  }
}
