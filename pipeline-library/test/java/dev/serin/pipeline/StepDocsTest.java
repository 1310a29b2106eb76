package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds the help that Jenkins shows (vars/*.txt) and STEPS.md to the comments in the sources. With
 * {@code -Dserin.docs.write} it writes them instead.
 */
class StepDocsTest {

  private static final Path SETTINGS = Path.of("src/dev/serin/pipeline/Settings.groovy");

  private static Map<Path, String> generated() {
    Map<Path, String> files = new LinkedHashMap<>();
    StringBuilder all =
        new StringBuilder(
            """
            # Steps of the library

            Written from the sources by StepDocsTest; change the comments there.
            """);
    for (Path file : Library.files("vars", ".groovy")) {
      String name = file.getFileName().toString().replace(".groovy", "");
      DocComment comment = call(Library.text(file));
      String settings = name.equals("microservices") ? settingsAsText() : "";
      files.put(Path.of("vars", name + ".txt"), comment.plain() + "\n" + settings);
      all.append("\n## ").append(name).append("\n\n").append(comment.markdown()).append('\n');
    }
    all.append("\n## Settings\n\nWhat the body of microservices may say.\n");
    for (DocComment setting : settings()) {
      all.append("\n### ")
          .append(setting.method())
          .append("\n\n")
          .append(setting.markdown())
          .append('\n');
    }
    files.put(Path.of("STEPS.md"), all.toString());
    return files;
  }

  private static DocComment call(String source) {
    return DocComment.of(source).stream()
        .filter(comment -> comment.method().equals("call"))
        .findFirst()
        .orElseThrow();
  }

  private static List<DocComment> settings() {
    return DocComment.of(Library.text(SETTINGS)).stream()
        .filter(comment -> comment.declaration().startsWith("void "))
        .toList();
  }

  private static String settingsAsText() {
    StringBuilder text = new StringBuilder("\nSettings\n");
    for (DocComment setting : settings()) {
      text.append('\n').append(setting.method()).append('\n').append(setting.plain().indent(2));
    }
    return text.toString();
  }

  @Test
  void helpAndStepsSayWhatTheSourcesSay() throws IOException {
    for (Map.Entry<Path, String> file : generated().entrySet()) {
      if (System.getProperty("serin.docs.write") != null) {
        Files.writeString(Library.ROOT.resolve(file.getKey()), file.getValue());
      }
      assertEquals(
          file.getValue(),
          Library.text(file.getKey()),
          file.getKey() + " is not current: run this test with -Dserin.docs.write");
    }
  }

  @Test
  void everyStepAndEverySettingHasAnExample() {
    for (Path file : Library.files("vars", ".groovy")) {
      assertTrue(call(Library.text(file)).text().contains("<pre>"), file.toString());
    }
    settings().forEach(setting -> assertTrue(setting.text().contains("<pre>"), setting.method()));
  }
}
