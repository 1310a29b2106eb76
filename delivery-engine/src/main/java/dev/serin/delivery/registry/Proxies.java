package dev.serin.delivery.registry;

import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the usual variables name: {@code https_proxy}, {@code http_proxy}, {@code
 * no_proxy}, in either case. This machine is always spoken to directly.
 *
 * <p>{@code no_proxy} is a list of hosts with commas between them; each stands for itself and all
 * names below it, a leading dot or {@code *.} makes no difference, a port limits it, and {@code *}
 * stands for all hosts.
 */
final class Proxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Map<String, Optional<URI>> byScheme;
  private final List<String> exceptions;

  /**
   * Reads the variables.
   *
   * @throws UserError if one names no proxy
   */
  Proxies(Map<String, String> environment) {
    this.byScheme =
        Map.of(
            "https", proxy(environment, "https_proxy"), "http", proxy(environment, "http_proxy"));
    this.exceptions =
        Arrays.stream(value(environment, "no_proxy").split(","))
            .map(each -> each.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(each -> !each.isEmpty())
            .toList();
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }

  private static Optional<URI> proxy(Map<String, String> environment, String name) {
    String text = value(environment, name).strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).equals("http")) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw unusable(name, text);
    }
    throw unusable(name, text);
  }

  private static UserError unusable(String name, String text) {
    return new UserError(
        "%s is '%s', which is no proxy that Serin can use: write http://HOST:PORT."
            .formatted(name, Printable.line(text.replaceFirst("//[^/@]*@", "//"))));
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy = byScheme.getOrDefault(String.valueOf(uri.getScheme()), Optional.empty());
    if (proxy.isEmpty() || isException(uri)) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.get().getPort() < 0 ? DEFAULT_PORT : proxy.get().getPort();
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port)));
  }

  private boolean isException(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    String withPort = host + ":" + uri.getPort();
    return exceptions.stream()
        .anyMatch(
            each ->
                each.equals("*")
                    || host.equals(each)
                    || host.endsWith("." + each)
                    || withPort.equals(each)
                    || withPort.endsWith("." + each));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException problem) {
    // The request fails with the same problem, and whoever asked says so.
  }

  /**
   * What a request to an address shows its proxy: the name and password of the proxy's own address.
   * It is said with the request, since Java's own way of answering proxies takes over what
   * registries ask, too; Java keeps it from all but the proxy.
   */
  Optional<String> authorization(URI uri) {
    return isException(uri)
        ? Optional.empty()
        : byScheme
            .getOrDefault(String.valueOf(uri.getScheme()), Optional.empty())
            .map(URI::getRawUserInfo)
            .map(Proxies::basic);
  }

  private static String basic(String user) {
    // In an address a plus is a plus.
    String pair = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
