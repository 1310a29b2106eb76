package dev.serin.agent.provider;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where requests may go. Who writes a template may name servers inside, as most metric servers are;
 * nobody may reach a cloud's metadata service (link-local addresses), or an address that is no
 * host's. What a server answers may not lead further inside than the server itself is.
 *
 * <p>Names are looked up here and once more when connecting; Java keeps the first answer for the
 * time between.
 */
final class AddressRules {
  private AddressRules() {}

  /** How far inside an address is. */
  private enum Reach {
    PUBLIC,
    PRIVATE,
    LOOPBACK
  }

  /**
   * Checks the address of a request.
   *
   * @throws ProviderException if it must not be sent
   */
  static void check(URI address) throws ProviderException {
    Reach unused = reach(address);
  }

  /**
   * Checks where a redirect leads.
   *
   * @throws ProviderException if it must not be followed
   */
  static void checkRedirect(URI from, URI to) throws ProviderException {
    if (from.getScheme().equals("https") && !"https".equals(to.getScheme())) {
      throw new ProviderException("a redirect from https to http is not followed");
    }
    if (reach(to).compareTo(reach(from)) > 0) {
      throw new ProviderException(
          "a redirect of %s to the internal address %s is not followed"
              .formatted(from.getHost(), to.getHost()));
    }
  }

  private static Reach reach(URI address) throws ProviderException {
    if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        || address.getHost() == null) {
      throw new ProviderException("'%s' is no http or https URL".formatted(withoutQuery(address)));
    }
    try {
      Reach furthest = Reach.PUBLIC;
      for (InetAddress host : InetAddress.getAllByName(bare(address.getHost()))) {
        if (host.isLinkLocalAddress() || host.isMulticastAddress() || host.isAnyLocalAddress()) {
          throw new ProviderException(
              "%s is at %s, where no request may go"
                  .formatted(address.getHost(), host.getHostAddress()));
        }
        Reach reach =
            host.isLoopbackAddress()
                ? Reach.LOOPBACK
                : host.isSiteLocalAddress() || uniqueLocal(host) ? Reach.PRIVATE : Reach.PUBLIC;
        furthest = reach.compareTo(furthest) > 0 ? reach : furthest;
      }
      return furthest;
    } catch (UnknownHostException e) {
      throw new ProviderException("no such host: " + address.getHost(), e);
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** fc00::/7, which Java does not count among the private ones. */
  private static boolean uniqueLocal(InetAddress host) {
    byte[] bytes = host.getAddress();
    return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
  }

  private static String withoutQuery(URI address) {
    String text = address.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }
}
