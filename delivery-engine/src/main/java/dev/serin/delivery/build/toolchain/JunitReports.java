package dev.serin.delivery.build.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Test reports in JUnit's XML form, which most test tools can write. They come from a build, so
 * they are not trusted: no document types, no external entities.
 */
public final class JunitReports {
  private static final int LONGEST_MESSAGE = 300;
  private static final long LARGEST = 64L * 1024 * 1024;

  private int passed;
  private int failed;
  private int skipped;
  private final List<String> failures = new ArrayList<>();
  private final List<String> flaky = new ArrayList<>();

  private @Nullable String testCase;
  private @Nullable String outcome;
  private String message = "";

  /**
   * Adds the test cases of one report. A report that was cut off, as when a test run is killed,
   * counts as far as it goes; one that is far too large to have been written by a test tool is left
   * out.
   */
  public void add(Path report) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    if (Files.size(report) > LARGEST) {
      // Only counts are lost: whether the tests failed is for their tool's exit code to say.
      return;
    }
    try (InputStream content = Files.newInputStream(report)) {
      XMLStreamReader xml = factory.createXMLStreamReader(content);
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          start(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          finish();
        }
      }
    } catch (XMLStreamException cutOff) {
      finish();
    }
  }

  /**
   * Adds a report that a test run may have written, keeps it, and says what came of the run.
   *
   * @param good whether the test tool ended well
   */
  public TestRun run(boolean good, Path report, ServiceBuild build) throws IOException {
    if (Files.isRegularFile(report)) {
      add(report);
      build.keepReport(report);
    }
    return new TestRun(good, counts(), failures());
  }

  /** What all reports add up to. */
  public TestCounts counts() {
    return new TestCounts(passed, failed, skipped);
  }

  /** One line for each test that failed: its name, and the first line of why. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Names of tests that failed, were run again by their tool, and passed. */
  public List<String> flaky() {
    return List.copyOf(flaky);
  }

  private void start(XMLStreamReader xml) {
    switch (xml.getLocalName()) {
      case "testcase" -> {
        testCase = name(xml);
        outcome = null;
        message = "";
      }
      case "flakyFailure", "flakyError" -> {
        if (testCase != null && !flaky.contains(testCase)) {
          Excerpt.keep(flaky, testCase);
        }
      }
      case "failure", "error", "skipped" -> {
        outcome = xml.getLocalName();
        String text = xml.getAttributeValue(null, "message");
        message = text == null ? "" : firstLine(text);
      }
      default -> {
        // Properties, captured output and the like are not needed.
      }
    }
  }

  private void finish() {
    if (testCase == null) {
      return;
    }
    if (outcome == null) {
      passed++;
    } else if (outcome.equals("skipped")) {
      skipped++;
    } else {
      failed++;
      Excerpt.keep(failures, message.isEmpty() ? testCase : testCase + ": " + message);
    }
    testCase = null;
  }

  private static String name(XMLStreamReader xml) {
    String className = xml.getAttributeValue(null, "classname");
    String name = String.valueOf(xml.getAttributeValue(null, "name"));
    // Node's reporter calls every class "test".
    return className == null || className.equals("test") ? name : className + "." + name;
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
