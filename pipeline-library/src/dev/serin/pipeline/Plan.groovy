package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** What serinPlan answered: docs/schemas/plan.schema.json. */
class Plan {

  private Plan() {}

  /** Names of the services to build. */
  @NonCPS
  static List<String> services(Map plan) {
    return plan.affected.collect { it.service.toString() }
  }

  /** Each affected service with its reasons, a line each. */
  @NonCPS
  static String text(Map plan) {
    if (plan.affected.isEmpty()) {
      return 'No service is affected.'
    }
    List<String> lines = plan.affected.collect { Map service ->
      service.service + '  ' + service.reasons.collect { it.kind + ': ' + it.detail }.join('; ')
    }
    return 'Affected:\n' + lines.join('\n')
  }
}
