package dev.serin.cluster.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Hands out addresses of 127.0.0.0/8, of which Linux has all, to pods. */
final class LoopbackAddresses {
  private static final int TRIES = 50;

  private final RandomGenerator random;
  private final Set<String> used = new HashSet<>();

  LoopbackAddresses(RandomGenerator random) {
    this.random = random;
  }

  /** An address on which these ports are free. */
  synchronized String allocate(Set<Integer> ports) throws ContainerException {
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      String address =
          String.format(
              "127.%d.%d.%d",
              1 + random.nextInt(254), random.nextInt(256), 1 + random.nextInt(254));
      problem = used.contains(address) ? "used by another pod" : whyTaken(address, ports);
      if (problem.isEmpty()) {
        used.add(address);
        return address;
      }
    }
    throw new ContainerException(
        "CreatePodSandboxError",
        "none of "
            + TRIES
            + " loopback addresses has the ports "
            + ports
            + " free (the last: "
            + problem
            + "). A program that listens on 0.0.0.0 or [::] takes its port on all of them: see"
            + " \"ss -ltn\", and end it or choose another containerPort");
  }

  /** Takes an address back. */
  synchronized void release(String address) {
    used.remove(address);
  }

  private static String whyTaken(String address, Set<Integer> ports) {
    for (int port : ports) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
        probe.setReuseAddress(true);
      } catch (IOException e) {
        return address + ":" + port + ": " + e.getMessage();
      }
    }
    return "";
  }
}
