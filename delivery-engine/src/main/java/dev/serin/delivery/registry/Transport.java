package dev.serin.delivery.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry.
 *
 * <ol>
 *   <li>A challenge is answered once for each request; credentials never leave for another host.
 *   <li>Redirects of reads are followed, never from TLS to plain HTTP.
 *   <li>Answers that mean "not now" become an exception that says so; other refusals are final.
 * </ol>
 */
final class Transport {
  private static final int MOST_REDIRECTS = 5;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_LARGE = 413;
  private static final int NO_ROOM = 507;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final Registry registry;
  private final Http http;
  private final Authenticator authenticator;
  private final InstantSource clock;

  Transport(Registry registry, Credentials credentials, Http http, InstantSource clock) {
    this.registry = registry;
    this.http = http;
    this.authenticator = new Authenticator(registry, credentials, http);
    this.clock = clock;
  }

  /**
   * Sends a request and returns the answer if it is one of those expected.
   *
   * @param what is asked for, for messages, such as "upload blob sha256:…"
   * @param expected statuses that the caller understands
   */
  Answer send(Call call, String what, Set<Integer> expected)
      throws IOException, InterruptedException {
    Answer answer = follow(call, authenticated(call));
    if (expected.contains(answer.status())) {
      return answer;
    }
    throw problem(answer, what);
  }

  private Answer authenticated(Call call) throws IOException, InterruptedException {
    if (!isOwn(call.uri())) {
      return once(call, Optional.empty());
    }
    Answer answer = once(call, authenticator.known(call.scopes()));
    Optional<String> challenge = answer.header("WWW-Authenticate");
    if (answer.status() != UNAUTHORIZED || challenge.isEmpty()) {
      return answer;
    }
    String header = authenticator.answer(Challenge.parse(challenge.get()), call.scopes());
    return once(call, Optional.of(header));
  }

  private Answer follow(Call call, Answer first) throws IOException, InterruptedException {
    Answer answer = first;
    URI uri = call.uri();
    boolean read = call.method().equals("GET") || call.method().equals("HEAD");
    for (int count = 0; read && REDIRECTS.contains(answer.status()); count++) {
      if (count == MOST_REDIRECTS) {
        throw new RegistryException(
            "registry " + registry.name() + " sends from one address to the next without end");
      }
      uri = resolve(uri, answer);
      answer = authenticated(call.at(uri));
    }
    return answer;
  }

  /** The address that an answer names. */
  URI resolve(URI asked, Answer answer) throws RegistryException {
    String location = answer.header("Location").orElse("");
    try {
      URI target = asked.resolve(URI.create(location));
      String scheme = String.valueOf(target.getScheme());
      boolean good = scheme.equals("https") || (registry.plainHttp() && scheme.equals("http"));
      if (good && target.getHost() != null && !location.isEmpty()) {
        return target;
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw badLocation(location, notAnAddress);
    }
    throw badLocation(location, null);
  }

  private RegistryException badLocation(String location, @Nullable Throwable cause) {
    String message =
        "registry %s names the address '%s', which cannot be used"
            .formatted(registry.name(), location);
    return cause == null ? new RegistryException(message) : new RegistryException(message, cause);
  }

  private Answer once(Call call, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(call.method(), call.body())
            .header("User-Agent", "serin");
    call.headers().forEach(request::header);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return http.send(request.build(), call.limit(), call.sink(), call.most());
  }

  private boolean isOwn(URI uri) {
    return registry.uri("/").getRawAuthority().equals(uri.getRawAuthority());
  }

  private IOException problem(Answer answer, String what) {
    String said = " (status " + answer.status() + answer.explanation() + ")";
    String name = "registry " + registry.name();
    if (NOT_NOW.contains(answer.status())) {
      return new BusyRegistryException(
          name + " cannot " + what + " now" + said, answer.retryAfter(clock.instant()));
    }
    return switch (answer.status()) {
      case UNAUTHORIZED, FORBIDDEN ->
          new RegistryException(
              "%s does not allow to %s%s. Log in with 'docker login %s' as somebody who may"
                  .formatted(name, what, said, registry.name()));
      case NO_ROOM ->
          new RegistryException(
              name + " has no room left to " + what + said + ". Make room in it and try again");
      case TOO_LARGE ->
          new RegistryException(
              name + " takes nothing as large as this to " + what + said + ". Raise its limit");
      default -> new RegistryException(name + " does not " + what + said);
    };
  }
}
