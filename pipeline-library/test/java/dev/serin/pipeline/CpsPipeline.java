package dev.serin.pipeline;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a Jenkinsfile with the library as a real Jenkins does, one that is restarted at every step:
 *
 * <ol>
 *   <li>The Jenkinsfile and the library are CPS-transformed.
 *   <li>At each step the program is written down and read again; what cannot be fails the test.
 *   <li>Then the step is answered, and the program goes on.
 * </ol>
 */
final class CpsPipeline {

  /** Answers a step; what it throws is the step's failure. */
  @FunctionalInterface
  interface Answer {
    @Nullable Object to(StepCall call) throws Exception;
  }

  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<String, Object> environment = new HashMap<>();
  private final Map<String, Object> build = new HashMap<>();
  private final List<StepCall> calls = new ArrayList<>();

  CpsPipeline() {
    build.put("currentResult", "SUCCESS");
    environment.put("JOB_NAME", "shop");
    environment.put("BUILD_NUMBER", "7");
    answer("checkout", call -> null);
    answer("caught", call -> null);
    answer("echo", call -> null);
    answer(
        "libraryResource", call -> Library.text(Library.ROOT.resolve("resources/" + call.text())));
    answer(
        "error",
        call -> {
          throw new IllegalStateException(call.text());
        });
    for (String announced :
        List.of("node", "/node", "stage", "/stage", "branch", "podTemplate", "container")) {
      answer(announced, call -> null);
    }
  }

  /** How that step is answered. */
  CpsPipeline answer(String step, Answer answer) {
    answers.put(step, answer);
    return this;
  }

  /** A variable of the environment. */
  CpsPipeline environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A property of currentBuild. */
  CpsPipeline build(String name, Object value) {
    build.put(name, value);
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @return what the Jenkinsfile's last statement gives
   * @throws Throwable what makes the run fail
   */
  @Nullable Object run(String jenkinsfile) throws Throwable {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("env", environment);
    variables.put("currentBuild", build);
    variables.put("scm", "the sources");
    PipelineScript script = Library.script(jenkinsfile, variables);
    Program program = new Program(script, new Continuable(script));
    Outcome outcome = program.rest().run0(new Outcome(null, null), Continuable.categories);
    while (program.rest().isResumable()) {
      StepCall call = (StepCall) outcome.replay();
      calls.add(call);
      program = program.restarted();
      outcome = program.rest().run0(answered(call), Continuable.categories);
    }
    build.putAll(currentBuild(program));
    return outcome.replay();
  }

  private Outcome answered(StepCall call) throws IOException {
    Answer answer = answers.get(call.name());
    if (answer == null) {
      return new Outcome(
          null,
          new NoSuchMethodError("No such DSL method '" + call.name() + "' found among steps"));
    }
    try {
      return new Outcome(answer.to(call), null);
    } catch (Exception | NoSuchMethodError failure) {
      return new Outcome(null, failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> currentBuild(Program program) {
    return (Map<String, Object>) program.script().getBinding().getVariable("currentBuild");
  }

  /** The steps that were called, in order. */
  List<StepCall> calls(String step) {
    return calls.stream().filter(call -> call.name().equals(step)).toList();
  }

  /** The stages as a view shows them, two spaces for each level. */
  List<String> stages() {
    List<String> view = new ArrayList<>();
    String indent = "";
    for (StepCall call : calls) {
      if (call.name().equals("stage")) {
        view.add(indent + call.text());
        indent += "  ";
      } else if (call.name().equals("/stage")) {
        indent = indent.substring(2);
      }
    }
    return view;
  }

  /** Names of the parallel branches. */
  List<String> branches() {
    return calls("branch").stream().map(StepCall::text).toList();
  }

  /** How the run ended, as far as steps have said. */
  String result() {
    return String.valueOf(build.get("currentResult"));
  }

  /** What the run's page says. */
  String description() {
    return String.valueOf(build.get("description"));
  }

  /** Whether an agent is held at each call of that step. */
  List<Boolean> onAgent(String step) {
    List<Boolean> held = new ArrayList<>();
    int depth = 0;
    for (StepCall call : calls) {
      if (call.name().equals(step)) {
        held.add(depth > 0);
      }
      depth += call.name().equals("node") ? 1 : call.name().equals("/node") ? -1 : 0;
    }
    return held;
  }
}
