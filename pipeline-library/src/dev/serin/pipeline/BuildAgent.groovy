package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** Where something runs: an agent by its label, or a pod of the Kubernetes plugin. */
class BuildAgent implements Serializable {

  private static final long serialVersionUID = 1

  /** What an agent may be described by. */
  static final List<String> OPTIONS = ['label', 'pod', 'container']

  final String label
  final String pod
  final String container

  BuildAgent(String label, String pod, String container) {
    this.label = label
    this.pod = pod
    this.container = container
  }

  /** From what a Jenkinsfile says: a label, or a map of {@link #OPTIONS}. */
  @NonCPS
  static BuildAgent of(Object described) {
    Map options = described instanceof Map ? (Map) described : [label: described]
    return new BuildAgent(text(options.label), text(options.pod), text(options.container))
  }

  @NonCPS
  private static String text(Object value) {
    return value == null ? '' : value.toString().trim()
  }

  /** The same for agents that are the same. */
  @NonCPS
  String key() {
    return [label, pod, container].join('\n')
  }
}
