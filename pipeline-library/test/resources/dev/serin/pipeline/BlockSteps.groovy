package dev.serin.pipeline

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/** The steps with a body, as Jenkins runs them: each announces itself, and then runs its body. */
class BlockSteps implements Serializable {

  static final List<String> NAMES = ['node', 'stage', 'podTemplate', 'container', 'parallel', 'catchError']

  private static final List<String> RESULTS = ['SUCCESS', 'UNSTABLE', 'FAILURE']

  private final Object script

  BlockSteps(Object script) {
    this.script = script
  }

  def node(String label, Closure body) {
    script.announce('node', [label])
    try {
      body.call()
    } finally {
      script.announce('/node', [])
    }
  }

  def stage(String name, Closure body) {
    script.announce('stage', [name])
    try {
      body.call()
    } finally {
      script.announce('/stage', [])
    }
  }

  def podTemplate(Map options, Closure body) {
    script.announce('podTemplate', [options])
    body.call()
  }

  def container(String name, Closure body) {
    script.announce('container', [name])
    body.call()
  }

  def parallel(Map branches) {
    Throwable first = null
    List names = new ArrayList(branches.keySet())
    for (int i = 0; i < names.size(); i++) {
      script.announce('branch', [names[i]])
      try {
        branches[names[i]].call()
      } catch (Throwable problem) {
        first = first ?: problem
      }
    }
    if (first != null) {
      throw first
    }
  }

  def catchError(Map options, Closure body) {
    try {
      body.call()
    } catch (FlowInterruptedException stopped) {
      throw stopped
    } catch (Throwable problem) {
      if (RESULTS.indexOf(options.buildResult) > RESULTS.indexOf(script.currentBuild.currentResult)) {
        script.currentBuild.currentResult = options.buildResult
      }
      script.announce('caught', [options, problem.message])
    }
  }
}
