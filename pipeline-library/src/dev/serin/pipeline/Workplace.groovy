package dev.serin.pipeline

/** Agents, and the sources on them. */
class Workplace implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps
  private final Settings settings

  /** By the settings of a pipeline. */
  Workplace(Object steps, Settings settings) {
    this.steps = steps
    this.settings = settings
  }

  /** Runs the body on such an agent, with the sources in its workspace. */
  void on(BuildAgent agent, Closure body) {
    allocate(agent) {
      checkout()
      body()
    }
  }

  private void allocate(BuildAgent agent, Closure body) {
    if (!agent.pod) {
      steps.node(agent.label, body)
      return
    }
    steps.podTemplate(yaml: agent.pod) {
      steps.node(steps.env.POD_LABEL) {
        if (agent.container) {
          steps.container(agent.container, body)
        } else {
          body()
        }
      }
    }
  }

  private void checkout() {
    if (settings.sources != null) {
      settings.sources.call()
    } else {
      steps.checkout(steps.scm)
    }
  }
}
