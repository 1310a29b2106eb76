package dev.serin.cluster.kubelet;

import java.time.Duration;

/** What sends requests to pods, as far as the end of a pod is concerned. */
@FunctionalInterface
public interface PodTraffic {
  /**
   * Sends no new request to this address from now on.
   *
   * @param podIp the pod's address
   * @param patience how long to wait for the requests that are under way
   * @param drained run, on any thread, when none is under way any more, or patience is over
   */
  void drain(String podIp, Duration patience, Runnable drained);
}
