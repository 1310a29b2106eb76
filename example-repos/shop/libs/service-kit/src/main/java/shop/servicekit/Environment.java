package shop.servicekit;

import java.net.InetSocketAddress;
import java.util.Map;

/** What the environment tells a service. */
final class Environment {

  private Environment() {}

  /** The name of the host, which is that of the pod in a cluster; empty if it has none. */
  static String host(Map<String, String> environment) {
    return environment.getOrDefault("HOSTNAME", "");
  }

  /** The address to listen on: HOST (all addresses when left out) and PORT (8080). */
  static InetSocketAddress address(Map<String, String> environment) {
    String port = environment.getOrDefault("PORT", "8080");
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("PORT is a number from 0 to 65535, not \"" + port + "\"");
    }
    String host = environment.getOrDefault("HOST", "0.0.0.0");
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("HOST is not an address of this machine: " + host);
    }
    return address;
  }
}
