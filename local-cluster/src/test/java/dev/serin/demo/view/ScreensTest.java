package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScreensTest {
  @Test
  void theWidthIsReadFromStty() {
    assertEquals(132, Screens.widthIn("43 132"));
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeGetsTheUsualWidth() {
    assertEquals(80, Screens.widthIn("0 0"));
    assertEquals(80, Screens.widthIn(""));
    assertEquals(80, Screens.widthIn("stty: standard input"));
  }
}
