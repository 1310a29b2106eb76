package dev.serin.agent.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.argo.analysis.provider.OAuth2;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens by client credentials (RFC 6749, section 4.4), kept until shortly before they expire. The
 * client is named in a header first; servers that refuse that get it in the form.
 */
final class OAuth2Tokens {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration EARLIER = Duration.ofSeconds(10);
  private static final Duration USUAL_LIFE = Duration.ofMinutes(1);
  private static final int MOST = 200;

  private record Token(String value, Instant end) {}

  private final Outbound outbound;
  private final InstantSource clock;
  private final Map<OAuth2, Token> tokens = new LinkedHashMap<>();

  OAuth2Tokens(Outbound outbound, InstantSource clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * A token that is good for now.
   *
   * @throws ProviderException if the server gives none
   */
  String token(OAuth2 client, boolean insecure) throws ProviderException, InterruptedException {
    Instant now = clock.instant();
    synchronized (tokens) {
      tokens.values().removeIf(token -> !now.isBefore(token.end()));
      Token known = tokens.get(client);
      if (known != null) {
        return known.value();
      }
    }
    Token fresh = fresh(client, insecure, now);
    synchronized (tokens) {
      if (tokens.size() < MOST) {
        tokens.put(client, fresh);
      }
    }
    return fresh.value();
  }

  private Token fresh(OAuth2 client, boolean insecure, Instant now)
      throws ProviderException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (!client.scopes().isEmpty()) {
      form.put("scope", String.join(" ", client.scopes()));
    }
    String id = String.valueOf(client.clientId());
    String secret = String.valueOf(client.clientSecret());
    HttpAnswer answer =
        outbound.send(
            post(client, form, insecure)
                .with("Authorization", Credentials.header(encoded(id), encoded(secret))));
    if (!answer.good()) {
      form.put("client_id", id);
      form.put("client_secret", secret);
      answer = outbound.send(post(client, form, insecure));
    }
    if (!answer.good()) {
      throw new ProviderException("oauth2: cannot fetch token: " + answer.status());
    }
    JsonNode token = answer.json();
    String value = token.path("access_token").asText("");
    if (value.isEmpty()) {
      throw new ProviderException("oauth2: server response missing access_token");
    }
    long seconds = token.path("expires_in").asLong(USUAL_LIFE.plus(EARLIER).toSeconds());
    return new Token(value, now.plusSeconds(seconds).minus(EARLIER));
  }

  private static HttpCall post(OAuth2 client, Map<String, String> form, boolean insecure)
      throws ProviderException {
    return HttpCall.post(
            HttpCall.address(String.valueOf(client.tokenUrl())),
            "application/x-www-form-urlencoded",
            HttpCall.form(form),
            LIMIT)
        .insecure(insecure);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
