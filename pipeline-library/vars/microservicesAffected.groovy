import dev.serin.pipeline.Plan

/**
 * Whether the run's plan has that service among those to build, for conditions of stages. Comes
 * after microservicesPlan; needs no agent.
 *
 * <pre>
 * stage('Load test of search') {
 *   when { expression { microservicesAffected 'search' } }
 *   steps { sh './load-test.sh' }
 * }
 * </pre>
 */
boolean call(String service) {
  Map plan = microservicesPlan.current
  if (plan == null) {
    error("microservicesAffected '${service}': the run has no plan yet; call microservicesPlan() in an earlier stage.")
  }
  return Plan.services(plan).contains(service)
}
