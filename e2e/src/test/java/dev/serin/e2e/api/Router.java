package dev.serin.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.function.ToIntFunction;

/**
 * One way of routing traffic.
 *
 * @param name what it is called
 * @param routing {@code trafficRouting} of a Rollout, as YAML in one line
 * @param objects the objects that it needs, as YAML; NAMESPACE stands for the namespace
 * @param kind the kind of the object with the weights
 * @param object the name of that object
 * @param weight the canary's weight in it; -1 when there is none
 * @param byHeader whether it can route by header, too; the header is then in that object
 * @param bySubsets whether the versions are subsets of a DestinationRule, and not of Services
 */
record Router(
    String name,
    String routing,
    String objects,
    ResourceDefinitionContext kind,
    String object,
    ToIntFunction<JsonNode> weight,
    boolean byHeader,
    boolean bySubsets) {

  /** The header by which {@link #HEADER_STEPS} route. */
  static final String HEADER = "X-Vip";

  /** Steps of a canary that pauses at 20 %. */
  static final String STEPS = "[{setWeight: 20}, {pause: {}}, {setWeight: 60}]";

  /** The same with a route by header. */
  static final String HEADER_STEPS =
      "[{setWeight: 20}, {setHeaderRoute: {name: vip, match: [{headerName: X-Vip, headerValue:"
          + " {exact: \"yes\"}}]}}, {pause: {}}, {setWeight: 60}]";

  /** The steps that show all that it can. */
  String steps() {
    return byHeader ? HEADER_STEPS : STEPS;
  }

  /** A kind of objects in namespaces. */
  static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
