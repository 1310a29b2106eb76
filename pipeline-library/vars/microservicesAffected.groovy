import dev.serin.pipeline.Plan

/**
 * Whether a plan of microservicesPlan has that service among those to build, for conditions of
 * stages. Needs no agent.
 *
 * <pre>
 * stage('Load test of search') {
 *   when { expression { microservicesAffected plan, 'search' } }
 *   steps { sh './load-test.sh' }
 * }
 * </pre>
 */
boolean call(Map plan, String service) {
  return Plan.services(plan).contains(service)
}
