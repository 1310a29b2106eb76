package dev.serin.demo.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EditTest {
  @Test
  void replacesTheOnePassage() {
    assertEquals("a-X-c", new Edit.Replace("file", "b", "X").applyTo("a-b-c"));
  }

  @Test
  void refusesAPassageThatIsNotThereOrNotTheOnlyOne() {
    Edit edit = new Edit.Replace("file", "b", "X");

    assertThrows(StoryException.class, () -> edit.applyTo("a-c"));
    assertThrows(StoryException.class, () -> edit.applyTo("a-b-b"));
  }
}
