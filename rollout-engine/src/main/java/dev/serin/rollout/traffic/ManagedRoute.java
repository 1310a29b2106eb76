package dev.serin.rollout.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route that steps add and remove: of step setHeaderRoute or setMirrorRoute. */
public sealed interface ManagedRoute {

  /** Its name, one of {@code trafficRouting.managedRoutes}. */
  String name();

  /** How a text is compared. */
  enum Comparison {
    /** Equal. */
    EXACT,
    /** Begins with. */
    PREFIX,
    /** Matches a regular expression. */
    REGEX
  }

  /**
   * A text to compare with.
   *
   * @param comparison how
   * @param value with what
   */
  record Text(Comparison comparison, String value) {}

  /**
   * A header to match.
   *
   * @param header its name
   * @param value its value
   */
  record HeaderMatch(String header, Text value) {}

  /**
   * A request to match; all that is given has to hold.
   *
   * @param method HTTP method
   * @param path path of the URL
   * @param headers headers by name
   */
  record RequestMatch(Optional<Text> method, Optional<Text> path, Map<String, Text> headers) {
    /** Copies the headers. */
    public RequestMatch {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Requests with these headers go to the canary.
   *
   * @param name its name
   * @param match headers; all of them have to match
   */
  record HeaderRoute(String name, List<HeaderMatch> match) implements ManagedRoute {
    /** Copies the matches. */
    public HeaderRoute {
      match = List.copyOf(match);
    }
  }

  /**
   * Copies of these requests go to the canary.
   *
   * @param name its name
   * @param match any of these
   * @param percentage share of the matching requests that is copied, 0..100
   */
  record MirrorRoute(String name, List<RequestMatch> match, int percentage)
      implements ManagedRoute {
    /** Copies the matches. */
    public MirrorRoute {
      match = List.copyOf(match);
    }
  }
}
