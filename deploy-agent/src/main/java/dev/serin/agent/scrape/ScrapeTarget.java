package dev.serin.agent.scrape;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where one pod's metrics are.
 *
 * <p>The address comes from a pod's status and must be a literal IP address: names are never looked
 * up, and link-local (a cloud's metadata service), multicast and wildcard addresses are refused.
 *
 * @param uri plain HTTP, a literal address, a port and a path
 */
public record ScrapeTarget(URI uri) {

  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Checks and combines the parts.
   *
   * @param ip the pod's address
   * @param port the metrics port
   * @param path the metrics path; a slash is put in front if there is none
   * @throws IllegalArgumentException if a part is unusable; the message says which
   */
  public static ScrapeTarget of(String ip, int port, String path) {
    if (!LITERAL.matcher(ip).matches()) {
      throw new IllegalArgumentException("'" + ip + "' is not an IP address");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    try {
      InetAddress address = InetAddress.getByName(ip);
      if (address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || address.isAnyLocalAddress()) {
        throw new IllegalArgumentException("address " + ip + " is no pod's");
      }
      String rooted = path.startsWith("/") ? path : "/" + path;
      return new ScrapeTarget(new URI("http", null, ip, port, rooted, null, null));
    } catch (UnknownHostException | URISyntaxException problem) {
      throw new IllegalArgumentException(
          "'" + ip + "' and '" + path + "' give no URL: " + problem.getMessage(), problem);
    }
  }
}
