package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** That a run builds one service of an earlier run again. */
class Retry implements Serializable {

  private static final long serialVersionUID = 1

  final String service
  final String commit
  final List<String> carried

  Retry(String service, String commit, List<String> carried) {
    this.service = service
    this.commit = commit
    this.carried = carried
  }

  /**
   * From the variables that the plugin's Retry sets; null when there are none.
   *
   * @param carried names of what the earlier run built, separated by commas
   */
  @NonCPS
  static Retry of(String service, String commit, String carried) {
    if (!service) {
      return null
    }
    List<String> others = (carried ?: '').split(',').findAll { it && it != service }
    return new Retry(service, commit, others)
  }
}
