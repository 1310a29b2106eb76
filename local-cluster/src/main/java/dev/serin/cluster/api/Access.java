package dev.serin.cluster.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who knows the token: as bearer token, or as the first part of the path ({@code
 * /TOKEN/api/v1/pods}). The second is for kubectl, which sends no credentials over plain HTTP.
 */
final class Access {
  private final byte[] token;

  Access(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the path without the token, or nothing when the request does not know the token.
   *
   * @param path the path of the request
   * @param authorization its header {@code Authorization}
   */
  Optional<String> path(@Nullable String path, @Nullable String authorization) {
    String asked = path == null ? "" : path;
    int end = asked.indexOf('/', 1);
    if (end > 0 && isToken(asked.substring(1, end))) {
      return Optional.of(asked.substring(end));
    }
    String bearer = "Bearer ";
    return authorization != null
            && authorization.startsWith(bearer)
            && isToken(authorization.substring(bearer.length()))
        ? Optional.of(asked)
        : Optional.empty();
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }
}
