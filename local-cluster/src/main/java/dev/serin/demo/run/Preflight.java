package dev.serin.demo.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Looks, before anything is started, whether the demo can run here. */
final class Preflight {
  private final Settings settings;
  private final ToolLookup tools;
  private final List<String> problems = new ArrayList<>();

  private Preflight(Settings settings, ToolLookup tools) {
    this.settings = settings;
    this.tools = tools;
  }

  /** Everything that is missing, each with what to do; none when the demo can run. */
  static List<String> problems(Settings settings, ToolLookup tools) throws InterruptedException {
    Preflight preflight = new Preflight(settings, tools);
    preflight.files();
    preflight.toolchains();
    preflight.problems.addAll(settings.backend().problems());
    return List.copyOf(preflight.problems);
  }

  private void files() {
    if (!Files.isDirectory(settings.shop())) {
      problems.add(
          "The example shop is not at " + settings.shop() + ". Run ./serin in a checkout.");
    }
    if (!Files.isRegularFile(settings.agentJar())) {
      problems.add(
          "The deploy agent is not at "
              + settings.agentJar()
              + ". ./serin builds it; by hand: mvn -Pquick -pl deploy-agent -am package");
    }
  }

  private void toolchains() throws InterruptedException {
    List<Need> needs =
        List.of(
            new Need("javac", "-version", 17, "a JDK 17 or newer builds the Java services"),
            new Need("mvn", "--version", 3, "Maven 3.8.7 or newer builds the Java services"),
            new Need("node", "--version", 20, "Node 20 or newer builds and runs the cart"),
            new Need(
                "python3",
                "--version",
                3,
                "Python 3.9 or newer builds and runs the recommendations"));
    List<Background<ToolLookup.Answer>> answers = new ArrayList<>();
    for (Need need : needs) {
      answers.add(Background.start(need.tool(), () -> tools.ask(need.tool(), need.question())));
    }
    for (int index = 0; index < needs.size(); index++) {
      judge(needs.get(index), answers.get(index).result());
    }
  }

  /** A program that must be there, the question for its version, and what it is for. */
  private record Need(String tool, String question, int atLeast, String why) {}

  private void judge(Need need, ToolLookup.Answer answer) {
    if (!answer.found()) {
      problems.add(
          need.tool() + " is missing: " + need.why() + ". Install it, or put it on the PATH.");
    } else if (answer.majorVersion() < need.atLeast()) {
      problems.add(need.tool() + " says '" + answer.firstLine() + "', but " + need.why() + ".");
    }
  }
}
