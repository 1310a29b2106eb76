package dev.serin.jenkins.agent;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import dev.serin.jenkins.Json;
import hudson.ProxyConfiguration;
import hudson.security.ACL;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The deploy agent's REST API, read only: bounded in time and size, no redirects. */
public final class AgentClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LIMIT = 8 << 20;

  private final URI address;
  private final String token;

  private AgentClient(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** Whether it is an absolute http or https address without user, query or fragment. */
  public static boolean isAddress(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return ("http".equals(scheme) || "https".equals(scheme))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * A client.
   *
   * @param address that {@link #isAddress} takes
   * @param credentialsId of a secret text; empty for none
   * @throws AgentUnavailableException when there are no such credentials
   */
  public static AgentClient of(String address, String credentialsId)
      throws AgentUnavailableException {
    return new AgentClient(URI.create(address), token(credentialsId));
  }

  private static String token(String credentialsId) throws AgentUnavailableException {
    if (credentialsId.isEmpty()) {
      return "";
    }
    StringCredentials credentials =
        CredentialsMatchers.firstOrNull(
            CredentialsProvider.lookupCredentials(
                StringCredentials.class, Jenkins.get(), ACL.SYSTEM, List.of()),
            CredentialsMatchers.withId(credentialsId));
    if (credentials == null) {
      throw new AgentUnavailableException("There is no secret text '" + credentialsId + "'.");
    }
    return credentials.getSecret().getPlainText();
  }

  /** What the agent rolls out, or has rolled out. */
  public List<RolloutState> rollouts() throws AgentUnavailableException {
    String answer = get("/api/v1/rollouts");
    try {
      return Json.list(Json.object("{\"list\":" + answer + "}").get("list")).stream()
          .map(Json::map)
          .map(RolloutState::of)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new AgentUnavailableException("The deploy agent's answer is " + e.getMessage() + ".");
    }
  }

  private String get(String path) throws AgentUnavailableException {
    String base = address.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).GET();
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpClient client =
        ProxyConfiguration.newHttpClientBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (response.statusCode() != 200 || bytes.length > LIMIT) {
          throw new AgentUnavailableException(
              "The deploy agent at "
                  + base
                  + " answered "
                  + response.statusCode()
                  + ", "
                  + bytes.length
                  + " bytes.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new AgentUnavailableException(
          "The deploy agent at " + base + " does not answer: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentUnavailableException("Interrupted while asking the deploy agent.");
    }
  }

  /** A refused connection has no message of its own. */
  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
