package dev.serin.pipeline

/** The steps of the plugin serin, which do the work; says so clearly when the plugin is not there. */
class Engine implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps

  /** On the steps of a pipeline. */
  Engine(Object steps) {
    this.steps = steps
  }

  /** serinPlan. */
  Map plan(Map range) {
    return (Map) step('serinPlan', range)
  }

  /** serinBuild. Failed services are in the answer. */
  Map build(Map arguments) {
    return (Map) step('serinBuild', arguments + [unstableOnFailure: true])
  }

  /** serinPromote. */
  Map promote(Map arguments) {
    return (Map) step('serinPromote', arguments)
  }

  /** How many agents of that kind can be had at once; 0 when there is no telling. */
  int atOnce(BuildAgent agent) {
    return agent.pod ? 0 : (int) step('serinExecutors', [label: agent.label])
  }

  private Object step(String name, Map arguments) {
    try {
      return steps."${name}"(arguments)
    } catch (NoSuchMethodError missing) {
      steps.error("There is no step ${name}. This library needs the Jenkins plugin 'serin': "
          + 'an administrator installs serin.hpi under Manage Jenkins, Plugins, Advanced settings, Deploy Plugin.')
    }
  }
}
