package dev.serin.agent.provider;

import dev.serin.argo.analysis.provider.Authentication;
import dev.serin.argo.analysis.provider.BasicAuth;
import dev.serin.argo.analysis.provider.OAuth2;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Adds to requests what a server knows the agent by. */
final class Credentials {
  private final OAuth2Tokens tokens;

  Credentials(OAuth2Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Adds an Authorization header, where one is asked for.
   *
   * @throws ProviderException if something is missing, or there is no token
   */
  HttpCall authorized(HttpCall call, @Nullable Authentication how)
      throws ProviderException, InterruptedException {
    if (how == null) {
      return call;
    }
    HttpCall authorized = call;
    BasicAuth basic = how.basicAuth();
    if (basic != null && !(text(basic.username()) + text(basic.password())).isEmpty()) {
      authorized = authorized.with("Authorization", basic(basic));
    }
    OAuth2 oauth2 = how.oauth2();
    if (oauth2 != null && !text(oauth2.tokenUrl()).isEmpty()) {
      if (text(oauth2.clientId()).isEmpty() || text(oauth2.clientSecret()).isEmpty()) {
        throw new ProviderException("missing mandatory parameter in metric for OAuth2 setup");
      }
      authorized =
          authorized.with("Authorization", "Bearer " + tokens.token(oauth2, call.insecure()));
    }
    return authorized;
  }

  private static String basic(BasicAuth basic) throws ProviderException {
    String problem = "missing mandatory parameter in metric for basic auth setup: ";
    if (text(basic.username()).isEmpty()) {
      throw new ProviderException(problem + "username");
    }
    if (text(basic.password()).isEmpty()) {
      throw new ProviderException(problem + "password");
    }
    return header(text(basic.username()), text(basic.password()));
  }

  static String header(String name, String password) {
    byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
