package dev.serin.delivery.registry;

import com.google.cloud.tools.jib.api.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers a registry's challenges.
 *
 * <ol>
 *   <li>{@code Basic}: the credentials themselves.
 *   <li>{@code Bearer}: a token for the scopes that are needed, from the realm that the registry
 *       names. Credentials go there only over TLS, unless the registry itself is spoken to without.
 *       An identity token is sent as one (OAuth 2.0), a name and a password as themselves; without
 *       either an anonymous token is asked for.
 *   <li>What was given is used again for the same scopes until it is refused.
 * </ol>
 */
final class Authenticator {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Registry registry;
  private final Credentials credentials;
  private final Http http;
  private final Map<List<String>, String> headers = new ConcurrentHashMap<>();

  Authenticator(Registry registry, Credentials credentials, Http http) {
    this.registry = registry;
    this.credentials = credentials;
    this.http = http;
  }

  /** The value of {@code Authorization} that was good for these scopes before. */
  Optional<String> known(List<String> scopes) {
    return Optional.ofNullable(headers.get(scopes));
  }

  /**
   * The value of {@code Authorization} that answers a challenge.
   *
   * @throws RegistryException if there is none
   */
  String answer(Challenge challenge, List<String> scopes) throws IOException, InterruptedException {
    Optional<Credential> credential = credentials.of(registry);
    String header =
        switch (challenge.scheme()) {
          case "basic" -> basic(credential.orElseThrow(this::noCredentials));
          case "bearer" -> "Bearer " + token(challenge, scopes, credential);
          default ->
              throw new RegistryException(
                  "registry %s wants to be spoken to by '%s', which Serin cannot do; it knows Basic and Bearer"
                      .formatted(registry.name(), challenge.scheme()));
        };
    headers.put(scopes, header);
    return header;
  }

  private RegistryException noCredentials() {
    return new RegistryException(
        "registry %s wants to know who is there, and there are no credentials for it. Log in with 'docker login %s', or set DOCKER_CONFIG to the folder of a config.json that has them"
            .formatted(registry.name(), registry.name()));
  }

  private String token(Challenge challenge, List<String> scopes, Optional<Credential> credential)
      throws IOException, InterruptedException {
    URI realm = realm(challenge);
    String service = parameter("service", challenge.parameter("service"));
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (credential.isPresent() && credential.get().isOAuth2RefreshToken()) {
      String form =
          String.join(
              "&",
              "grant_type=refresh_token&client_id=serin",
              service,
              parameter("scope", String.join(" ", scopes)),
              parameter("refresh_token", credential.get().getPassword()));
      request
          .uri(realm)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form));
    } else {
      StringBuilder query = new StringBuilder(realm.getRawQuery() == null ? "?" : "&");
      query.append(service);
      scopes.forEach(scope -> query.append('&').append(parameter("scope", scope)));
      request.uri(URI.create(realm.toString() + query)).GET();
      credential.ifPresent(known -> request.header("Authorization", basic(known)));
    }
    return token(realm, http.send(request.build(), LIMIT));
  }

  private String token(URI realm, Answer answer) throws IOException {
    if (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN) {
      throw new RegistryException(
          "the credentials for registry %s are refused by %s%s. Log in again with 'docker login %s'"
              .formatted(registry.name(), realm.getHost(), answer.explanation(), registry.name()));
    }
    if (answer.status() >= SERVER_ERRORS || answer.status() == TOO_MANY_REQUESTS) {
      throw new BusyRegistryException(
          "%s gives no token now (status %d%s)"
              .formatted(realm.getHost(), answer.status(), answer.explanation()),
          Optional.empty());
    }
    String token = answer.status() == OK ? answer.json().path("token").asText() : "";
    if (token.isEmpty() && answer.status() == OK) {
      token = answer.json().path("access_token").asText();
    }
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new RegistryException(
          "%s gives no token for registry %s (status %d%s)"
              .formatted(realm.getHost(), registry.name(), answer.status(), answer.explanation()));
    }
    return token;
  }

  private URI realm(Challenge challenge) throws RegistryException {
    String text = challenge.parameter("realm");
    boolean secure = text.startsWith("https://");
    if (!secure && !(registry.plainHttp() && text.startsWith("http://"))) {
      throw new RegistryException(
          "registry %s sends to '%s' for a token, which is not an https address"
              .formatted(registry.name(), text));
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAnAddress) {
      throw new RegistryException(
          "registry %s sends to '%s' for a token, which is no address"
              .formatted(registry.name(), text),
          notAnAddress);
    }
  }

  private static String basic(Credential credential) {
    String pair = credential.getUsername() + ":" + credential.getPassword();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
