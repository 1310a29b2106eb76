package dev.serin.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a {@link LocalCluster} is to be like.
 *
 * @param workFolder where everything is kept (kubeconfig, logs, unpacked images); made when it does
 *     not exist; one running cluster per folder
 * @param imageLayout the OCI image layout in which images are looked up by digest
 * @param gatewayPort the port of the gateway on 127.0.0.1, 0 for any free one
 * @param gatewayName the name of the Gateway that HTTPRoutes must name as their parent, in any
 *     namespace
 * @param observer is told of every request at the gateway
 * @param requestTimeout how long a pod may take until the first byte of its answer, unless the
 *     route says otherwise
 * @param maxRequestsUnderWay more requests than this at once are refused with 503
 * @param restartBackoff how long a container that ended is left alone before its second restart;
 *     doubled each time up to five minutes (the first restart is at once)
 * @param clock the time in statuses and request records
 * @param random the source of names, uids, addresses and the start of weighted choices; the API's
 *     token never comes from it
 */
public record LocalClusterOptions(
    Path workFolder,
    Path imageLayout,
    int gatewayPort,
    String gatewayName,
    GatewayObserver observer,
    Duration requestTimeout,
    int maxRequestsUnderWay,
    Duration restartBackoff,
    InstantSource clock,
    RandomGenerator random) {

  /** Options with the defaults of {@code serin demo}. */
  public static LocalClusterOptions in(Path workFolder, Path imageLayout, RandomGenerator random) {
    return new LocalClusterOptions(
        workFolder,
        imageLayout,
        0,
        "serin",
        request -> {},
        Duration.ofSeconds(15),
        1024,
        Duration.ofSeconds(10),
        InstantSource.system(),
        random);
  }

  /** These options with the gateway on this port; 0 for any free one. */
  public LocalClusterOptions withGatewayPort(int port) {
    return new LocalClusterOptions(
        workFolder,
        imageLayout,
        port,
        gatewayName,
        observer,
        requestTimeout,
        maxRequestsUnderWay,
        restartBackoff,
        clock,
        random);
  }

  /** These options with this observer. */
  public LocalClusterOptions withObserver(GatewayObserver newObserver) {
    return new LocalClusterOptions(
        workFolder,
        imageLayout,
        gatewayPort,
        gatewayName,
        newObserver,
        requestTimeout,
        maxRequestsUnderWay,
        restartBackoff,
        clock,
        random);
  }

  /** These options with this time-out. */
  public LocalClusterOptions withRequestTimeout(Duration timeout) {
    return new LocalClusterOptions(
        workFolder,
        imageLayout,
        gatewayPort,
        gatewayName,
        observer,
        timeout,
        maxRequestsUnderWay,
        restartBackoff,
        clock,
        random);
  }

  /** These options with this back-off of restarts. */
  public LocalClusterOptions withRestartBackoff(Duration backoff) {
    return new LocalClusterOptions(
        workFolder,
        imageLayout,
        gatewayPort,
        gatewayName,
        observer,
        requestTimeout,
        maxRequestsUnderWay,
        backoff,
        clock,
        random);
  }
}
