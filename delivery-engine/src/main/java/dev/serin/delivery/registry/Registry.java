package dev.serin.delivery.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A registry.
 *
 * @param name as images are named by it: a host with an optional port
 * @param plainHttp whether it is spoken to without TLS
 */
public record Registry(String name, boolean plainHttp) {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})(:\\d{1,5})?");
  private static final String HUB = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";

  /** Refuses what is no host, so that it can safely become a part of an address. */
  public Registry {
    if (!ImageReference.isValidRegistry(name)) {
      throw new IllegalArgumentException("not the name of a registry: " + name);
    }
  }

  /**
   * A registry by name: without TLS if it is on this machine, or if that is asked for.
   *
   * @param plainHttp whether to do without TLS also on other machines
   */
  public static Registry of(String name, boolean plainHttp) {
    String known = name.equals(HUB_HOST) ? HUB : name;
    return new Registry(known, plainHttp || LOOPBACK.matcher(known).matches());
  }

  /** An address in its API; the path starts with a slash. */
  URI uri(String path) {
    String host = name.equals(HUB) ? HUB_HOST : name;
    return URI.create((plainHttp ? "http://" : "https://") + host + path);
  }
}
