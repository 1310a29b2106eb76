package dev.serin.pipeline

/**
 * Builds services in parallel stages.
 *
 * <ol>
 *   <li>Services are put into stages: see {@link StageGroup}.
 *   <li>As many branches run as there are executors for their agents; each takes the next stage when
 *       it has done one. None waits in the queue for an agent, since a run that does may not come
 *       back from a restart of Jenkins: what waits can get the agent of what was running.
 *   <li>Each stage gets its agent and the sources, and builds its services there.
 *   <li>When some fail, their stage is red and the others go on; the run becomes unstable, or fails
 *       when it is for a change request.
 * </ol>
 */
class ServiceStages implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps
  private final Settings settings
  private final Outcome outcome = new Outcome()

  /** By the settings of a pipeline. */
  ServiceStages(Object steps, Settings settings) {
    this.steps = steps
    this.settings = settings
  }

  /**
   * Builds them.
   *
   * @param services names
   * @param range of commits, as for serinBuild
   * @param line that they are built for
   */
  Outcome build(List<String> services, Map range, Line line) {
    List<StageGroup> groups = StageGroup.of(services, settings.agents, settings.agent, settings.stages)
    if (groups.size() == 1) {
      stage(groups[0], range, line)
      return outcome
    }
    Map branches = branches(groups, range, line)
    steps.stage('Services') {
      steps.parallel(branches)
    }
    return outcome
  }

  private Map branches(List<StageGroup> groups, Map range, Line line) {
    Map branches = [:]
    List<List<StageGroup>> kinds = StageGroup.byAgent(groups)
    for (int i = 0; i < kinds.size(); i++) {
      List<StageGroup> waiting = kinds[i]
      int most = new Engine(steps).atOnce(waiting[0].agent)
      int count = most > 0 ? Math.min(most, waiting.size()) : waiting.size()
      for (int j = 0; j < count; j++) {
        String name = count == waiting.size() ? waiting[j].title() : 'Agent ' + (branches.size() + 1)
        branches[name] = { stages(waiting, range, line) }
      }
    }
    return branches
  }

  /** Takes one stage after the other until none waits; several branches take from one list. */
  private void stages(List<StageGroup> waiting, Map range, Line line) {
    while (!waiting.isEmpty()) {
      stage(waiting.remove(0), range, line)
    }
  }

  private void stage(StageGroup group, Map range, Line line) {
    steps.stage(group.title()) {
      steps.catchError(buildResult: line.main ? 'UNSTABLE' : 'FAILURE', stageResult: 'FAILURE', catchInterruptions: false) {
        Map result = null
        new Workplace(steps, settings).on(group.agent) {
          result = new Engine(steps).build(arguments(group, range, line))
        }
        outcome.add(result)
        String failures = Outcome.failures(result)
        if (failures) {
          steps.error(failures)
        }
      }
      outcome.lost(group.services)
    }
  }

  private Map arguments(StageGroup group, Map range, Line line) {
    Map arguments = range + [only: group.services.join(',')]
    String registry = settings.registryOf(line)
    if (registry) {
      arguments.push = registry
      arguments.credentialsId = settings.credentials
    }
    return arguments
  }
}
