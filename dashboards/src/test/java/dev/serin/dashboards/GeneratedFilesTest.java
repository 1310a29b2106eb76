package dev.serin.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {

  private static final Path FOLDER = Path.of("generated");

  @Test
  void theCommittedFilesAreThoseThatTheCodeMakes() throws IOException {
    TreeMap<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = FOLDER.relativize(file).toString();
        if (!path.equals("kustomize/kustomization.yaml")) {
          committed.put(path, Files.readString(file));
        }
      }
    }
    assertEquals(GeneratedFiles.all().keySet(), committed.keySet(), hint());
    GeneratedFiles.all()
        .forEach((path, content) -> assertTrue(content.equals(committed.get(path)), path + hint()));
  }

  private static String hint() {
    return " is out of date: run dashboards/generate";
  }
}
