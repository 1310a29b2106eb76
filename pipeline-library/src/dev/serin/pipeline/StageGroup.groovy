package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** Services that are built one after another on one agent, in one stage. */
class StageGroup implements Serializable {

  private static final long serialVersionUID = 1

  final List<String> services
  final BuildAgent agent

  StageGroup(List<String> services, BuildAgent agent) {
    this.services = services
    this.agent = agent
  }

  /** What the stage is called: the service, or the first and the last one and how many they are. */
  @NonCPS
  String title() {
    if (services.size() == 1) {
      return services[0]
    }
    return services.first() + ' … ' + services.last() + ' (' + services.size() + ')'
  }

  /**
   * Puts services into stages, so that a view of them can still be read when they are many:
   *
   * <ol>
   *   <li>Services that run on different agents are in different stages.
   *   <li>Each of these sets gets one stage, and then the set with the fullest stages gets another
   *       one, until there are as many stages as may be, or each service has its own.
   *   <li>Within a set, stages differ by one service at most.
   * </ol>
   *
   * @param services names
   * @param agents of those that have one of their own, by name
   * @param agent of the others
   * @param most stages, unless there are more kinds of agents
   */
  @NonCPS
  static List<StageGroup> of(List<String> services, Map<String, BuildAgent> agents, BuildAgent agent, int most) {
    Map<String, List<String>> sets = [:]
    Map<String, BuildAgent> kinds = [:]
    for (String service : services.sort(false)) {
      BuildAgent own = agents.containsKey(service) ? agents[service] : agent
      kinds[own.key()] = own
      if (!sets.containsKey(own.key())) {
        sets[own.key()] = []
      }
      sets[own.key()] << service
    }
    Map<String, Integer> shares = shares(sets, most)
    List<StageGroup> groups = []
    for (String key : sets.keySet()) {
      for (List<String> part : parts(sets[key], shares[key])) {
        groups << new StageGroup(part, kinds[key])
      }
    }
    return groups
  }

  @NonCPS
  private static Map<String, Integer> shares(Map<String, List<String>> sets, int most) {
    Map<String, Integer> shares = [:]
    sets.keySet().each { shares[it] = 1 }
    while (shares.values().sum(0) < most) {
      String fullest = sets.keySet().max { sets[it].size() / shares[it] }
      if (fullest == null || sets[fullest].size() <= shares[fullest]) {
        break
      }
      shares[fullest] = shares[fullest] + 1
    }
    return shares
  }

  @NonCPS
  private static List<List<String>> parts(List<String> names, int count) {
    List<List<String>> parts = []
    int start = 0
    for (int i = 0; i < count; i++) {
      int end = start + names.size().intdiv(count) + (i < names.size() % count ? 1 : 0)
      parts << new ArrayList<String>(names.subList(start, end))
      start = end
    }
    return parts
  }

  /** The same, each kind of agent on its own. */
  @NonCPS
  static List<List<StageGroup>> byAgent(List<StageGroup> groups) {
    Map<String, List<StageGroup>> kinds = [:]
    for (StageGroup group : groups) {
      if (!kinds.containsKey(group.agent.key())) {
        kinds[group.agent.key()] = []
      }
      kinds[group.agent.key()] << group
    }
    return new ArrayList<List<StageGroup>>(kinds.values())
  }
}
