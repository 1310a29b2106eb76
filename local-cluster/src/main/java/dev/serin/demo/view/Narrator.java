package dev.serin.demo.view;

import dev.serin.demo.push.DiffLine;
import dev.serin.demo.push.Pushed;
import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.StoryReport;
import dev.serin.demo.story.Story;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what happens, in lines that stay. What belongs together is not torn apart by threads. */
public final class Narrator {
  private static final int MOST_DIFF_LINES = 12;
  private static final int NAME_WIDTH = 16;
  private static final int DIFF_INDENT = 12;
  private static final int CHAPTER_INDENT = 5;
  private static final int PART_INDENT = 10;
  private static final int PART_HANG = 15;

  /** How far the text after a time is indented. */
  static final int TIME_WIDTH = 9;

  private final Consumer<String> lines;
  private final Style style;
  private final int width;
  private final Supplier<Duration> elapsed;

  /**
   * A narrator.
   *
   * @param lines where the lines go
   * @param style how they may be coloured
   * @param width how many characters fit into a line; longer ones are broken between words
   * @param elapsed time since the start of the demo
   */
  public Narrator(Consumer<String> lines, Style style, int width, Supplier<Duration> elapsed) {
    this.lines = lines;
    this.style = style;
    this.width = width;
    this.elapsed = elapsed;
  }

  /** What the demo is, before anything happens. */
  public void welcome(int stories, List<String> where) {
    say(style.bold("Serin demo: from a commit to a canary, and back"));
    where.forEach(this::say);
    say(Texts.count(stories, "story").replace("storys", "stories") + "; Ctrl-C stops everything.");
  }

  /** A story begins. */
  public void chapter(int number, int all, Story story) {
    say("");
    say(style.bold(number + "/" + all + "  " + story.title()));
    aside(String.join(" ", story.sentences()));
  }

  /** Something that belongs to the chapter, but did not happen just now. */
  public void aside(String text) {
    say(" ".repeat(CHAPTER_INDENT) + style.dim(text));
  }

  /** Somebody has pushed. */
  public synchronized void pushed(Pushed pushed) {
    for (Pushed.DiffedCommit each : pushed.commits()) {
      at(
          "git push: "
              + style.yellow(each.commit().id().substring(0, 10))
              + " \""
              + each.commit().message()
              + "\" by "
              + each.commit().author()
              + " ("
              + Texts.count(each.files(), "file")
              + ")");
      each.diff().stream().limit(MOST_DIFF_LINES).forEach(line -> say(diff(line)));
      if (each.diff().size() > MOST_DIFF_LINES) {
        say("            … " + (each.diff().size() - MOST_DIFF_LINES) + " more lines");
      }
    }
  }

  private String diff(DiffLine line) {
    return switch (line.kind()) {
      case FILE -> "          " + Texts.shortened(line.text(), width - 10);
      case REMOVED -> "            " + style.red("- " + shortened(line.text()));
      case ADDED -> "            " + style.green("+ " + shortened(line.text()));
    };
  }

  private String shortened(String line) {
    return Texts.shortened(line.strip(), width - DIFF_INDENT - 2);
  }

  /** What a push affects, and what it leaves alone. */
  public synchronized void affected(List<AffectedService> affected, List<String> unaffected) {
    at("affected: " + Texts.count(affected.size(), "service"));
    List<List<String>> reasons = affected.stream().map(Narrator::details).distinct().toList();
    if (affected.size() > 1 && reasons.size() == 1) {
      List<String> names = affected.stream().map(AffectedService::service).toList();
      say("          " + style.cyan(String.join(", ", names)));
      say("            " + String.join("; ", reasons.get(0)));
    } else {
      for (AffectedService service : affected) {
        wrapped(
            "          " + name(service.service()) + String.join("; ", details(service)),
            PART_INDENT + NAME_WIDTH + 1);
      }
    }
    if (!unaffected.isEmpty()) {
      say("          " + style.dim("left alone: " + String.join(", ", unaffected)));
    }
  }

  private static List<String> details(AffectedService service) {
    return service.reasons().stream().map(AffectedService.Why::detail).toList();
  }

  /** Something good or neutral happened to a service. */
  public void service(String service, String what) {
    at(name(service) + what, NAME_WIDTH + 1);
  }

  /** Something bad happened to a service, with more about it. */
  public synchronized void failure(String service, String what, List<String> more) {
    at(name(service) + style.red(what), NAME_WIDTH + 1);
    more.forEach(line -> say("            " + style.dim(line)));
  }

  /** How a story ended. */
  public void verdict(StoryReport story) {
    if (story.asExpected()) {
      at(
          style.green("✓ ")
              + story.outcome().text()
              + ", as it should be: "
              + requests(story)
              + Texts.seconds(story.seconds())
              + " from push to end");
    } else {
      at(style.red("✗ " + story.outcome().text() + ", which is not as it should be:"));
      story.problems().forEach(problem -> say("          " + style.red(problem)));
    }
  }

  /** Before the first deployment there are no customers, and nothing to say of them. */
  private static String requests(StoryReport story) {
    return story.requests() == 0
        ? ""
        : Texts.count(story.requests(), "request") + ", " + story.failedRequests() + " failed; ";
  }

  /** Something that happened just now. */
  public void at(String what) {
    at(what, 0);
  }

  /** Something that happened just now, with a line for each of its parts. */
  public synchronized void at(String what, List<String> parts) {
    at(what);
    parts.forEach(part -> wrapped(" ".repeat(PART_INDENT) + part, PART_INDENT + PART_HANG));
  }

  private void at(String what, int hang) {
    wrapped(style.dim(time(elapsed.get())) + what, TIME_WIDTH + hang);
  }

  /** The column of the time, before what happened then. */
  static String time(Duration elapsed) {
    return Texts.right(Texts.clock(elapsed), TIME_WIDTH - 2) + "  ";
  }

  /** A text, broken between words where it does not fit, with the indentation it begins with. */
  public void say(String line) {
    int indent = line.length() - line.stripLeading().length();
    wrapped(line, indent);
  }

  private synchronized void wrapped(String line, int hang) {
    Wrap.lines(line, width, hang).forEach(lines);
  }

  /** The colours that the reader can see. */
  public Style style() {
    return style;
  }

  private String name(String service) {
    return style.cyan(Texts.left(service, NAME_WIDTH)) + " ";
  }
}
