package dev.serin.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The last requests of the gateway, at most as many as it was made for, and totals of all. */
public final class RequestLog implements GatewayObserver {
  private final int capacity;
  private final ArrayDeque<GatewayRequest> recent = new ArrayDeque<>();
  private long total;
  private long failed;

  /** A log that keeps the last {@code capacity} requests. */
  public RequestLog(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("the capacity must be at least 1, not " + capacity);
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized void requestFinished(GatewayRequest request) {
    if (recent.size() == capacity) {
      recent.removeFirst();
    }
    recent.addLast(request);
    total++;
    if (request.failed()) {
      failed++;
    }
  }

  /** The kept requests that ended at this time or later, in the order in which they ended. */
  public synchronized List<GatewayRequest> endedSince(Instant time) {
    List<GatewayRequest> newestFirst = new ArrayList<>();
    for (Iterator<GatewayRequest> each = recent.descendingIterator(); each.hasNext(); ) {
      GatewayRequest request = each.next();
      if (request.ended().isBefore(time)) {
        break;
      }
      newestFirst.add(request);
    }
    Collections.reverse(newestFirst);
    return List.copyOf(newestFirst);
  }

  /** All kept requests, in the order in which they ended. */
  public synchronized List<GatewayRequest> recent() {
    return List.copyOf(recent);
  }

  /** How many requests have ended since the start. */
  public synchronized long total() {
    return total;
  }

  /** How many of them {@link GatewayRequest#failed() failed}. */
  public synchronized long failed() {
    return failed;
  }
}
