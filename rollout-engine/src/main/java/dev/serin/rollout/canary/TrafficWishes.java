package dev.serin.rollout.canary;

import dev.serin.argo.rollout.CanaryStep;
import dev.serin.argo.rollout.RouteMatch;
import dev.serin.argo.rollout.SetHeaderRoute;
import dev.serin.argo.rollout.SetMirrorRoute;
import dev.serin.argo.rollout.StringMatch;
import dev.serin.argo.rollout.TrafficWeights;
import dev.serin.argo.rollout.WeightDestination;
import dev.serin.rollout.change.Draft;
import dev.serin.rollout.change.Lifecycle;
import dev.serin.rollout.traffic.ManagedRoute;
import dev.serin.rollout.traffic.ManagedRoute.Comparison;
import dev.serin.rollout.traffic.ManagedRoute.HeaderRoute;
import dev.serin.rollout.traffic.ManagedRoute.MirrorRoute;
import dev.serin.rollout.traffic.ManagedRoute.RequestMatch;
import dev.serin.rollout.traffic.ManagedRoute.Text;
import dev.serin.rollout.traffic.TrafficGoal.Destination;
import dev.serin.rollout.traffic.TrafficGoal.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the steps want of the traffic beside its weight. */
final class TrafficWishes {
  private TrafficWishes() {}

  /**
   * The routes by header and mirrors that the steps up to the current one have set and not removed,
   * in the order of {@code managedRoutes}; none after the last step.
   */
  static List<ManagedRoute> managedRoutes(Situation s, Draft d) {
    int index = Lifecycle.index(d);
    List<CanaryStep> steps = s.settings().steps();
    if (index >= steps.size()) {
      return List.of();
    }
    Map<String, ManagedRoute> wanted = new HashMap<>();
    for (CanaryStep step : steps.subList(0, index + 1)) {
      SetHeaderRoute header = step.setHeaderRoute();
      if (header != null && header.name() != null) {
        wanted.remove(header.name());
        header(header).ifPresent(route -> wanted.put(route.name(), route));
      }
      SetMirrorRoute mirror = step.setMirrorRoute();
      if (mirror != null && mirror.name() != null) {
        wanted.remove(mirror.name());
        mirror(mirror).ifPresent(route -> wanted.put(route.name(), route));
      }
    }
    return s.settings().managedRoutes().stream().map(wanted::get).filter(Objects::nonNull).toList();
  }

  private static Optional<ManagedRoute> header(SetHeaderRoute step) {
    List<ManagedRoute.HeaderMatch> matches =
        step.match().stream()
            .flatMap(
                match ->
                    text(match.headerValue())
                        .map(
                            value ->
                                new ManagedRoute.HeaderMatch(
                                    String.valueOf(match.headerName()), value))
                        .stream())
            .toList();
    return matches.isEmpty()
        ? Optional.empty()
        : Optional.of(new HeaderRoute(String.valueOf(step.name()), matches));
  }

  private static Optional<ManagedRoute> mirror(SetMirrorRoute step) {
    List<RequestMatch> matches = step.match().stream().map(TrafficWishes::request).toList();
    int percentage = step.percentage() == null ? 100 : step.percentage();
    return matches.isEmpty()
        ? Optional.empty()
        : Optional.of(new MirrorRoute(String.valueOf(step.name()), matches, percentage));
  }

  private static RequestMatch request(RouteMatch match) {
    Map<String, Text> headers = new LinkedHashMap<>();
    match.headers().forEach((name, value) -> text(value).ifPresent(t -> headers.put(name, t)));
    return new RequestMatch(text(match.method()), text(match.path()), headers);
  }

  private static Optional<Text> text(@Nullable StringMatch match) {
    if (match == null) {
      return Optional.empty();
    }
    return Stream.of(
            text(Comparison.EXACT, match.exact()),
            text(Comparison.PREFIX, match.prefix()),
            text(Comparison.REGEX, match.regex()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Text> text(Comparison comparison, @Nullable String value) {
    return value == null || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Text(comparison, value));
  }

  /**
   * The shares of experiments: those that are wanted now, and with weight 0 those that the status
   * names from before, so that routers take them out.
   *
   * @param wanted what the current step's experiment asks for
   */
  static List<Share> shares(List<Share> wanted, Draft d) {
    List<Share> all = new ArrayList<>(wanted);
    List<WeightDestination> known =
        d.status().trafficWeights().map(TrafficWeights::additional).orElse(List.of());
    for (WeightDestination before : known) {
      String service = before.serviceName() == null ? "" : before.serviceName();
      String hash = before.podTemplateHash() == null ? "" : before.podTemplateHash();
      if (wanted.stream().noneMatch(share -> share.destination().service().equals(service))) {
        all.add(new Share(new Destination(service, hash), 0));
      }
    }
    return all;
  }
}
